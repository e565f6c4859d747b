// Losses, violations and multipliers of every task over the stream, for the run that is chosen.
(() => {
  const {data} = report;
  const AXIS_WIDTH = 68;
  const SPREAD_OF_LOG = 30;

  const axes = (y) => ({
    x: {type: 'linear', min: 0, max: data.events, ticks: {callback: report.ticks.events, maxRotation: 0, autoSkipPadding: 16}},
    y: {...y, afterFit: (scale) => { scale.width = AXIS_WIDTH; }},
  });

  const line = (points, y, more) => ({
    data: points.map((p) => ({x: p.events, y: y(p)})),
    pointRadius: points.length > 60 ? 0 : 2,
    pointHitRadius: 8,
    borderWidth: 2,
    borderColor: report.color('nmt'),
    backgroundColor: report.color('nmt'),
    spanGaps: false,
    clip: {left: 4, right: 4, top: 0, bottom: 0},
    ...more,
  });
  const silent = {pointRadius: 0, pointHitRadius: 0, pointHoverRadius: 0, borderWidth: 0, borderColor: 'transparent', silent: true};
  // Two edges; the second fills to the first.
  const band = (points, low, high) => [
    line(points, low, {...silent, fill: false}),
    line(points, high, {...silent, fill: '-1', backgroundColor: report.color('band')}),
  ];

  const chart = (canvas, datasets, y, lines, digits) =>
    new Chart(canvas, {
      type: 'line',
      data: {datasets},
      plugins: [annotations.marks],
      options: report.options({
        interaction: {mode: 'index', intersect: false},
        layout: {padding: {right: 12}},
        scales: axes(y),
        plugins: {
          marks: {
            regions: [{from: 0, to: data.counted, color: report.color('before')}],
            lines: [...(data.counted > 0 ? [{axis: 'x', value: data.counted, color: report.color('muted'), width: 1}] : []), ...lines],
          },
          tooltip: {
            filter: (item) => !item.dataset.silent && item.raw.y !== null,
            callbacks: {
              title: (items) => (items.length ? 'up to event ' + items[0].raw.x.toLocaleString('en') : ''),
              label: (item) => item.dataset.name + ': ' + digits(item.raw.y),
            },
          },
        },
      }),
    });

  const losses = (canvas, points, label) =>
    chart(
      canvas,
      [
        line(points, (p) => p.reference, {name: 'alone', borderColor: report.color('alone'), backgroundColor: report.color('alone'), borderDash: [6, 4], pointRadius: 0}),
        line(points, (p) => p.loss, {name: label, fill: {target: 0, above: report.color('violated'), below: 'transparent'}}),
      ],
      {ticks: {callback: report.ticks.number, maxTicksLimit: 6}},
      [],
      (v) => v.toFixed(5));

  // The range of the windows that count; those before may leave it.
  const violationRange = (points) => {
    const counted = points.filter((p) => p.events > data.counted && p.violation !== null);
    const values = (counted.length ? counted : points.filter((p) => p.violation !== null))
      .flatMap((p) => [p.violation - p.deviation, p.violation + p.deviation]);
    const low = Math.min(-0.2, ...values);
    const high = Math.max(0.7, ...values);
    return {min: low - 0.15 * (high - low), max: high + 0.15 * (high - low)};
  };

  const violations = (canvas, points, label, constrained) => {
    const lines = [{axis: 'y', value: 0, color: report.color('alone'), dash: [6, 4]}];
    if (constrained) {
      lines.push({axis: 'y', value: 0.5, color: report.color('over'), dash: [2, 3]});
    }
    return chart(
      canvas,
      [
        ...band(points, (p) => p.violation === null ? null : p.violation - p.deviation, (p) => p.violation === null ? null : p.violation + p.deviation),
        line(points, (p) => p.violation, {name: label, fill: {value: 0, above: report.color('violated'), below: 'transparent'}}),
      ],
      {...violationRange(points), ticks: {callback: report.ticks.percent, maxTicksLimit: 6, includeBounds: false}},
      lines,
      (v) => report.signed(v, 2) + ' %');
  };

  const multipliers = (canvas, points, label, scale) => {
    const known = points.filter((p) => p.multiplier !== null);
    const least = Math.min(...known.map((p) => p.least));
    const most = Math.max(...known.map((p) => p.most));
    const logarithmic = least > 0 && most / least > SPREAD_OF_LOG;
    scale.textContent = logarithmic ? ' (logarithmic)' : '';
    const y = logarithmic
      ? {type: 'logarithmic', ticks: {callback: (v) => (/^[125]/.test(v.toExponential()) ? String(+v.toPrecision(3)) : ''), autoSkip: true, maxTicksLimit: 6}}
      : {min: 0, suggestedMax: most * 1.05 || 1, ticks: {callback: report.ticks.number, maxTicksLimit: 6}};
    return chart(
      canvas,
      [...band(points, (p) => p.least, (p) => p.most), line(points, (p) => p.multiplier, {name: label})],
      y,
      [],
      (v) => String(+v.toPrecision(4)));
  };

  const figures = [...document.querySelectorAll('figure.stream')];
  const choice = document.getElementById('run');

  const drawFigure = (figure) => {
    const own = data.series.filter((s) => s.task === figure.dataset.task);
    const series = own.find((s) => choice && s.label === choice.value) || own[0];
    const {points, label} = series;
    const has = (key) => points.some((p) => p[key] !== null);
    const part = (name, shown) => {
      const element = figure.querySelector('.' + name);
      element.hidden = !shown;
      return element.querySelector('canvas');
    };
    const words = `${label}: ${series.summary}` + (series.merged > 1 ? ` A point is ${series.merged} windows.` : '');
    const told = figure.querySelector('.words');
    if (told.textContent !== words) {
      told.textContent = words;
    }
    const drawn = [];
    const loss = part('loss', has('loss'));
    const violation = part('violation', has('violation'));
    const multiplier = part('multiplier', has('multiplier'));
    if (has('loss')) {
      drawn.push(losses(loss, points, label));
    }
    if (has('violation')) {
      drawn.push(violations(violation, points, label, series.constrained));
    }
    if (has('multiplier')) {
      drawn.push(multipliers(multiplier, points, label, figure.querySelector('.scale')));
    }
    return drawn;
  };

  const any = (test) => data.series.some((s) => s.points.some(test));
  report.legend({
    reference: any((p) => p.reference !== null),
    seeds: any((p) => p.deviation > 0 || p.most > p.least),
  });
  report.add(() => figures.flatMap(drawFigure));
  if (choice) {
    choice.addEventListener('change', report.draw);
  }
})();
