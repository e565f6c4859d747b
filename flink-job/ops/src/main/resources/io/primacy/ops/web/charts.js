// The model's figures over time.
import { count, decimal, element, isFigure, svg } from './figures.js';
import { colour } from './theme.js';

const uPlot = window.uPlot;
const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3]];
const CURSOR = 'primacy';
const place = document.getElementById('charts');
let shown = [];

const short = (value) => {
  if (!isFigure(value)) return '–';
  const size = Math.abs(value);
  if (size >= 1e6) return `${+(value / 1e6).toPrecision(3)} M`;
  if (size >= 1e4) return `${+(value / 1e3).toPrecision(3)} k`;
  return String(+value.toPrecision(4));
};

/** One line of a chart: what it is called, which column it reads, how it looks. */
const line = (name, column, tone, dash, format) => ({ name, column, tone, dash, format });

/** Which charts a model with these tasks has. */
function plan(history, tasks) {
  const at = (task, figure) => task * history.figures.length + history.figures.indexOf(figure);
  const charts = [];
  tasks.forEach((task, t) => {
    if (!isFigure(task.multiplier)) return;
    charts.push({
      title: `Loss of ${task.name} against its reference`,
      words: 'Solid: as it is served. Dashed: what it reaches alone. Shaded: what it has lost.',
      wide: true,
      lines: [
        line(task.name, at(t, 'logLoss'), 't0', 0, (v) => decimal(v, 5)),
        line('alone', at(t, 'reference'), 't2', 1, (v) => decimal(v, 5)),
      ],
      band: true,
    });
    charts.push({
      title: `λ of ${task.name}`,
      words: 'How hard the constraint pushes. Dashed: its cap, once it is near.',
      tall: true,
      zero: true,
      lines: [
        line('λ', at(t, 'multiplier'), 't3', 0, (v) => decimal(v, 3)),
        line('cap', at(t, 'cap'), 'muted', 1, (v) => decimal(v, 1)),
      ],
      optional: 1,
    });
  });
  const all = (figure, places) => tasks.slice(0, 16).map((task, t) => line(task.name, at(t, figure), `t${t % 4}`, t % 4, (v) => decimal(v, places)));
  charts.push({ title: 'AUC', words: 'Higher is better; 0.5 is chance.', lines: all('auc', 4) });
  charts.push({ title: 'Normalized entropy', words: 'Lower is better; 1 is the base rate.', lines: all('normalizedEntropy', 4) });
  charts.push({ title: 'Calibration', words: 'Predicted ÷ seen; 1 is right.', lines: all('calibration', 3) });
  charts.push({ title: 'Events per second', words: 'Learned by this model.', zero: true, lines: [line('learned', 'speed', 't0', 0, (v) => count(v))] });
  return charts.filter((chart) => chart.lines.some((l) => l.column === 'speed' || history.columns[l.column].some(isFigure)));
}

/** Events per second between two points that are far enough apart to say. */
function speed(history) {
  const { at, learned } = history;
  const found = new Array(at.length).fill(null);
  let from = 0;
  for (let i = 1; i < at.length; i += 1) {
    while (from + 1 < i && at[i] - at[from + 1] >= 4000) from += 1;
    if (at[i] - at[from] > Math.max(10000, 3 * history.step)) from = i - 1;
    const millis = at[i] - at[from];
    found[i] = millis > 0 && millis <= 3 * Math.max(10000, history.step) ? Math.max(0, (learned[i] - learned[from]) * 1000 / millis) : null;
  }
  return found;
}

/** The columns with a hole where nothing was heard, so that no line crosses a silence. */
function columns(history, chart) {
  const gap = Math.max(15000, history.step * 3);
  const x = [];
  const rows = chart.lines.map((l) => (l.column === 'speed' ? speed(history) : history.columns[l.column]));
  const ys = rows.map(() => []);
  history.at.forEach((at, i) => {
    if (i > 0 && at - history.at[i - 1] > gap) {
      x.push((history.at[i - 1] + 1) / 1000);
      ys.forEach((y) => y.push(null));
    }
    x.push(at / 1000);
    ys.forEach((y, c) => y.push(rows[c][i]));
  });
  chart.latest = rows.map((row) => row[row.length - 1]);
  if (isFigure(chart.optional) && !nearby(ys)) ys[chart.optional].fill(null);
  return [x, ...ys];
}

/** A cap far above everything would press the line to the floor. */
function nearby([line, cap]) {
  const most = Math.max(...line.filter(isFigure), 0);
  const least = Math.min(...cap.filter(isFigure));
  return least <= most * 4;
}

function options(chart, width, height) {
  const axis = { stroke: colour('muted'), grid: { stroke: colour('grid'), width: 1 }, ticks: { show: false }, font: '12px system-ui, "DejaVu Sans", sans-serif' };
  const times = { ...axis, grid: { show: false }, values: [[3600, '{HH}:{mm}'], [60, '{HH}:{mm}'], [1, '{HH}:{mm}:{ss}']].map(([step, form]) => [step, form, null, null, null, null, null, null, 1]) };
  return {
    width, height, legend: { show: false }, cursor: { sync: { key: CURSOR }, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { x: { time: true, range: () => chart.range }, y: { range: (u, low, high) => around(low, high, chart.zero) } },
    axes: [{ ...times, size: 30 }, { ...axis, size: 62, values: (u, marks) => marks.map(short) }],
    series: [{}, ...chart.lines.map((l) => ({ label: l.name, stroke: colour(l.tone), width: 2, dash: DASHES[l.dash], points: { show: false }, spanGaps: false }))],
    bands: chart.band ? [{ series: [1, 2], fill: colour('shade') }] : [],
    hooks: { setCursor: [(u) => values(chart, u.cursor.idx)] },
    padding: [10, 14, 0, 0],
  };
}

function around(low, high, zero) {
  if (!isFigure(low) || !isFigure(high)) return [0, 1];
  if (zero) return [0, high > 0 ? high * 1.12 : 1];
  const room = (high - low || Math.abs(high) * 0.01 || 1) * 0.12;
  return [low - room, high + room];
}

function values(chart, index) {
  chart.lines.forEach((l, i) => {
    const text = l.format((isFigure(index) ? chart.data[i + 1][index] : null) ?? chart.latest[i]);
    if (chart.keys[i].textContent !== text) chart.keys[i].textContent = text;
  });
}

function frame(chart) {
  const card = element('section', `card chart${chart.wide ? ' wide' : ''}${chart.tall ? ' tall' : ''}`);
  card.append(element('h3', '', chart.title), element('p', 'muted caption', chart.words));
  const keys = element('ul', 'keys');
  chart.keys = chart.lines.map((l) => {
    const item = element('li');
    const sample = svg('svg', { viewBox: '0 0 24 8', 'aria-hidden': 'true' });
    sample.append(svg('path', { d: 'M1 4H23', fill: 'none', stroke: `var(--${l.tone})`, 'stroke-width': '2.6', 'stroke-dasharray': DASHES[l.dash].join(' ') || 'none' }));
    const value = element('b');
    item.append(sample, element('bdi', '', l.name), value);
    keys.append(item);
    return value;
  });
  chart.plot = element('div', 'plot');
  chart.plot.setAttribute('role', 'img');
  card.append(keys, chart.plot);
  return card;
}

function describe(chart) {
  const parts = chart.lines.map((l, i) => {
    const seen = chart.data[i + 1].filter(isFigure);
    return seen.length ? `${l.name}: now ${l.format(seen[seen.length - 1])}, from ${l.format(Math.min(...seen))} to ${l.format(Math.max(...seen))}` : `${l.name}: none`;
  });
  chart.plot.setAttribute('aria-label', `${chart.title}. ${parts.join('; ')}.`);
}

const size = (chart) => [Math.max(200, chart.plot.clientWidth), chart.wide || chart.tall ? 240 : 160];

/** Draws everything anew: another model, other tasks, another theme. */
export function draw(history, tasks, range) {
  shown.forEach((chart) => chart.view.destroy());
  shown = plan(history, tasks);
  place.replaceChildren(...shown.map(frame));
  for (const chart of shown) {
    chart.range = range;
    chart.data = columns(history, chart);
    chart.view = new uPlot(options(chart, ...size(chart)), chart.data, chart.plot);
    values(chart, null);
    describe(chart);
  }
}

/** Takes new points into the same charts. */
export function update(history, range) {
  for (const chart of shown) {
    chart.range = range;
    chart.data = columns(history, chart);
    chart.view.setData(chart.data, true);
    values(chart, chart.view.cursor.idx);
  }
}

export const describeAll = () => shown.forEach(describe);

export function resize() {
  for (const chart of shown) {
    const [width, height] = size(chart);
    if (chart.view.width !== width) chart.view.setSize({ width, height });
  }
}
