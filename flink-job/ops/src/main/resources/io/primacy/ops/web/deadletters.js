// Dead letters: how many for which reason, and the events themselves.
import { bytes, clock, count, element, say, svg } from './figures.js';

const reasons = document.getElementById('reasons');
const dialog = document.getElementById('letters');
const list = document.getElementById('letter-list');
let shown = '';

export function start() {
  document.getElementById('close').addEventListener('click', () => dialog.close());
  reasons.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button) open(button.dataset.reason);
  });
}

export function show(counts, lastMinute) {
  const entries = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  const total = entries.reduce((sum, [, n]) => sum + n, 0);
  say(document.getElementById('dead-words'), total ? `${count(total)} events could not be learned from, ${count(lastMinute)} of them in the last minute. Each lies in its topic, whole.` : 'Every event could be learned from.');
  document.getElementById('download').hidden = total === 0;
  const now = JSON.stringify(entries);
  if (now === shown) return;
  shown = now;
  const focused = document.activeElement?.dataset?.reason;
  reasons.replaceChildren(...entries.map(([reason, n]) => row(reason, n, entries[0][1])));
  if (focused) reasons.querySelector(`[data-reason="${focused}"]`)?.focus();
}

const words = (reason) => reason.toLowerCase().replaceAll('_', ' ');

function row(reason, n, most) {
  const button = element('button');
  button.type = 'button';
  button.dataset.reason = reason;
  const part = element('span', 'part');
  const bar = svg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  bar.append(svg('rect', { x: 0, y: 0, height: 10, width: Math.max(1, (100 * n) / most).toFixed(1) }));
  part.append(bar);
  button.append(element('span', '', words(reason)), part, element('span', 'number', count(n)));
  const item = element('li');
  item.append(button);
  return item;
}

async function open(reason) {
  say(document.getElementById('letters-title'), `Dead letters: ${words(reason)}`);
  list.replaceChildren(element('li', 'muted', 'Reading…'));
  dialog.showModal();
  try {
    const answer = await fetch(`/api/dead-letters?reason=${encodeURIComponent(reason)}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const letters = await answer.json();
    list.replaceChildren(...letters.map(letter));
  } catch {
    list.replaceChildren(element('li', 'muted', 'The dashboard’s server does not answer.'));
  }
}

function letter(found) {
  const item = element('li');
  const where = element('p', 'muted');
  where.append(`${clock(found.at)} · topic `, element('bdi', '', found.topic), ` · partition ${found.partition} · offset ${found.offset} · ${found.bytes < 0 ? 'no value' : bytes(found.bytes)}`);
  const why = element('p', 'why');
  why.append(element('bdi', '', found.detail));
  const value = element('pre');
  value.append(element('bdi', '', found.bytes < 0 ? '(no value)' : found.value));
  item.append(why, where, value);
  return item;
}
