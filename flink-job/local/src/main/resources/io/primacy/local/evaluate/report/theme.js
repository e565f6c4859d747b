'use strict';
// What all plots share: the data, the page's colours, and drawing anew when these change.
const report = (() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const drawings = [];
  let charts = [];

  const color = (name) =>
    getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

  // A drawing is a function that returns charts; it runs again when the colours change.
  const add = (drawing) => {
    drawings.push(drawing);
  };

  const draw = () => {
    charts.forEach((chart) => chart.destroy());
    Chart.defaults.color = color('muted');
    Chart.defaults.borderColor = color('grid');
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 12;
    charts = drawings.flatMap((drawing) => drawing());
  };

  const printing = (on) => () => {
    document.documentElement.classList.toggle('printing', on);
    draw();
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  addEventListener('beforeprint', printing(true));
  addEventListener('afterprint', printing(false));

  const minus = (text) => text.replace('-', '−');
  const decimals = (step) => Math.min(8, Math.max(0, Math.ceil(-Math.log10(step) - 1e-6)));
  const signed = (value, digits) => (value > 0 ? '+' : '') + minus(value.toFixed(digits));

  // Ticks with as many decimals as their distance needs.
  const stepOf = (ticks) =>
    ticks.length > 1 ? Math.abs(ticks[1].value - ticks[0].value) : 1;
  const ticks = {
    number: (value, index, all) => minus(value.toFixed(decimals(stepOf(all)))),
    percent: (value, index, all) => {
      const digits = decimals(stepOf(all));
      return Math.abs(value) < 0.5 * 10 ** -digits ? '0 %' : signed(value, digits) + ' %';
    },
    events: (value) =>
      value >= 1e6 ? +(value / 1e6).toFixed(2) + ' M' : value >= 1e3 ? +(value / 1e3).toFixed(1) + ' k' : String(value),
  };

  const short = (text, length) => (text.length > length ? text.slice(0, length - 1) + '…' : text);

  const options = (more) => ({
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    devicePixelRatio: Math.max(2, devicePixelRatio || 1),
    ...more,
    plugins: {legend: {display: false}, ...more.plugins},
  });

  // Legends name only what is drawn: {mark: whether it is}.
  const legend = (shown) => {
    for (const item of document.querySelectorAll('.legend li')) {
      if (item.dataset.mark in shown) {
        item.hidden = !shown[item.dataset.mark];
      }
    }
  };

  return {data, legend, color, add, draw, ticks, signed, short, options};
})();
