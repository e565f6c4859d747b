// Snapshots, savepoints, rollbacks: what happened to the model, on the same stretch of time as the charts.
import { clock, element, svg } from './figures.js';

const place = document.getElementById('line');
const list = document.getElementById('events');
const NAMES = { SNAPSHOT: 'snapshot', SAVEPOINT: 'savepoint', RESTORE: 'restore', ROLLBACK: 'rollback', ALIAS: 'alias', GATE: 'gate' };
const [LEFT, ROW] = [82, 26];

const width = () => Math.max(260, place.clientWidth);

function shape(kind, x, y) {
  if (kind === 'SNAPSHOT') return svg('circle', { class: kind, cx: x, cy: y, r: 5 });
  if (kind === 'SAVEPOINT') return svg('rect', { class: kind, x: x - 5, y: y - 5, width: 10, height: 10, rx: 2 });
  if (kind === 'RESTORE' || kind === 'ROLLBACK') return svg('path', { class: kind, d: `M${x + 5} ${y - 6}V${y + 6}L${x - 6} ${y}Z` });
  return svg('path', { class: kind, d: `M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z` });
}

function label(at, span) {
  const text = clock(at);
  return span > 2 * 3600 * 1000 ? text.slice(0, 5) : text;
}

export function draw(marks, [from, to]) {
  const WIDTH = width();
  const inside = marks.filter((m) => m.at >= from * 1000);
  const kinds = Object.keys(NAMES).filter((kind) => kind === 'SNAPSHOT' || kind === 'SAVEPOINT' || inside.some((m) => m.kind === kind));
  const height = kinds.length * ROW + 26;
  const x = (at) => LEFT + ((at / 1000 - from) / (to - from)) * (WIDTH - LEFT - 12);
  const picture = svg('svg', { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height, role: 'img', 'aria-label': `Time line. ${kinds.map((k) => `${inside.filter((m) => m.kind === k).length} of kind ${NAMES[k]}`).join(', ')}.` });
  for (const t of WIDTH > 420 ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.5, 1]) {
    const at = (from + (to - from) * t) * 1000;
    picture.append(svg('line', { class: 'axis', x1: x(at), x2: x(at), y1: 4, y2: height - 22 }), svg('text', { x: x(at), y: height - 5, 'text-anchor': t === 0 ? 'start' : t === 1 ? 'end' : 'middle' }, label(at, (to - from) * 1000)));
  }
  kinds.forEach((kind, row) => {
    const y = row * ROW + 18;
    picture.append(svg('text', { x: 0, y: y + 4 }, NAMES[kind]), svg('line', { class: 'axis', x1: LEFT, x2: WIDTH - 12, y1: y, y2: y }));
    inside.filter((m) => m.kind === kind).forEach((m) => picture.append(shape(kind, x(m.at), y)));
  });
  place.replaceChildren(picture);
  list.replaceChildren(...[...marks].sort((a, b) => b.at - a.at).slice(0, 40).map(item));
  if (!marks.length) list.append(element('li', 'muted', 'Nothing yet.'));
}

function item(mark) {
  const row = element('li');
  const time = element('time', '', clock(mark.at));
  time.dateTime = new Date(mark.at).toISOString();
  const what = element('span', 'what');
  what.append(element('bdi', '', mark.name), ` ${mark.detail}`);
  row.append(time, element('span', 'kind', NAMES[mark.kind] || mark.kind), what);
  return row;
}
