// The trade-off: what the constrained task has lost against what the lower one reaches, and the way there.
import { decimal, isFigure, percent, say, svg, ticks } from './figures.js';

const place = document.getElementById('plane');
const words = document.getElementById('plane-words');
const [HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [300, 58, 44, 12, 26];
const POINTS = 160;

function span(values, pad, least) {
  let low = Math.min(...values);
  let high = Math.max(...values);
  const room = Math.max((high - low) * pad, least);
  low -= room;
  high += room;
  return [low, high];
}

/** Which two tasks the picture shows: the one that is constrained first, and the last. */
function axes(tasks) {
  const primary = tasks.findIndex((t) => isFigure(t.multiplier));
  const secondary = tasks.length - 1;
  return primary < 0 || primary === secondary ? null : { primary, secondary };
}

function path(history, { primary, secondary }) {
  const width = history.figures.length;
  const column = (task, figure) => history.columns[task * width + history.figures.indexOf(figure)];
  const [loss, reference] = [column(primary, 'logLoss'), column(primary, 'reference')];
  const entropy = column(secondary, 'normalizedEntropy');
  const lower = entropy.some(isFigure) ? entropy : column(secondary, 'logLoss');
  const all = history.at.map((at, i) => [loss[i] / reference[i] - 1, lower[i], loss[i], reference[i]]).filter((p) => p.every(isFigure)).map((p) => p.slice(0, 2));
  const step = Math.max(1, Math.floor(all.length / POINTS));
  return all.filter((p, i) => i % step === 0 || i === all.length - 1);
}

/** The first points, from when nothing was learned yet, would make the rest a dot. */
function settled(points) {
  const last = points.slice(Math.floor(points.length / 3));
  const [lx, hx] = span(last.map((p) => p[0]), 3, 0.002);
  const [ly, hy] = span(last.map((p) => p[1]), 3, 0.002);
  return points.filter((p) => p[0] >= lx && p[0] <= hx && p[1] >= ly && p[1] <= hy);
}

export function draw(history, tasks) {
  const chosen = axes(tasks);
  const points = chosen ? settled(path(history, chosen)) : [];
  if (points.length < 2) {
    place.replaceChildren();
    say(words, chosen ? 'Not enough was heard yet.' : 'One level of priority: there is nothing to trade.');
    return;
  }
  const WIDTH = Math.max(260, place.clientWidth);
  const primary = tasks[chosen.primary];
  const secondary = tasks[chosen.secondary];
  const limit = primary.tolerance || 0;
  const [lowX, highX] = span([...points.map((p) => p[0]), 0, limit], 0.12, 0.001);
  const [lowY, highY] = span(points.map((p) => p[1]), 0.15, 0.0005);
  const x = (v) => LEFT + ((v - lowX) / (highX - lowX)) * (WIDTH - LEFT - RIGHT);
  const y = (v) => TOP + (1 - (v - lowY) / (highY - lowY)) * (HEIGHT - TOP - BOTTOM);
  const last = points[points.length - 1];
  const summary = `${primary.name} is at ${percent(last[0])} of its reference, ${secondary.name} at a normalized entropy of ${decimal(last[1], 4)}.`;
  const picture = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: 'img', 'aria-label': `Trade-off. ${summary}` });
  picture.append(svg('rect', { class: 'feasible', x: LEFT, y: TOP, width: Math.max(0, x(limit) - LEFT), height: HEIGHT - TOP - BOTTOM }));
  for (const t of ticks(lowX, highX, 4)) {
    picture.append(svg('line', { class: 'axis', x1: x(t), x2: x(t), y1: TOP, y2: HEIGHT - BOTTOM }), svg('text', { x: x(t), y: HEIGHT - BOTTOM + 17, 'text-anchor': 'middle' }, `${+(t * 100).toFixed(2)} %`));
  }
  for (const t of ticks(lowY, highY, 4)) {
    picture.append(svg('line', { class: 'axis', x1: LEFT, x2: WIDTH - RIGHT, y1: y(t), y2: y(t) }), svg('text', { x: LEFT - 8, y: y(t) + 4, 'text-anchor': 'end' }, String(+t.toFixed(5))));
  }
  picture.append(
    svg('line', { class: 'edge', x1: x(limit), x2: x(limit), y1: TOP, y2: HEIGHT - BOTTOM }),
    svg('text', { class: 'strong', x: LEFT + 8, y: TOP + 17 }, x(limit) - LEFT > 110 ? 'priority held' : 'held'),
    svg('text', { x: WIDTH - RIGHT, y: HEIGHT - 8, 'text-anchor': 'end' }, `${primary.name} lost →`),
    svg('text', { x: WIDTH - RIGHT - 6, y: HEIGHT - BOTTOM - 9, 'text-anchor': 'end' }, `↓ ${secondary.name} better`),
  );
  const parts = 12;
  for (let i = 0; i < parts; i += 1) {
    const stretch = points.slice(Math.floor((i * points.length) / parts), Math.floor(((i + 1) * points.length) / parts) + 1);
    if (stretch.length > 1) {
      picture.append(svg('path', { class: 'path', opacity: (0.14 + (0.86 * (i + 1)) / parts).toFixed(2), d: `M${stretch.map((p) => `${x(p[0]).toFixed(1)} ${y(p[1]).toFixed(1)}`).join('L')}` }));
    }
  }
  picture.append(svg('circle', { class: 'here', cx: x(last[0]), cy: y(last[1]), r: 7 }));
  place.replaceChildren(picture);
  say(words, summary);
}
