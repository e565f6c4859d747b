// The list of models: found by the server, worst first, a page at a time.
import { count, element, percent, say, svg } from './figures.js';

const rows = document.getElementById('rows');
const search = document.getElementById('search');
const order = document.getElementById('order');
const before = document.getElementById('before');
const after = document.getElementById('after');
const PAGE = 50;
const WORDS = { HELD: 'held', VIOLATED: 'violated', SKIPPING: 'skipping batches', STRAINED: 'λ at its cap', ALLOWED: 'within its tolerance', LEARNING: 'learning', UNCONSTRAINED: 'one level' };
let from = 0;
let typing = 0;

export const asked = () => ({ q: search.value.trim(), order: order.value, from });

export function start(onChange) {
  const anew = () => {
    from = 0;
    onChange();
  };
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(anew, 200);
  });
  order.addEventListener('change', anew);
  before.addEventListener('click', () => {
    from = Math.max(0, from - PAGE);
    onChange();
  });
  after.addEventListener('click', () => {
    from += PAGE;
    onChange();
  });
  document.addEventListener('keydown', (event) => {
    if (event.target.closest('input, select, dialog') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') {
      event.preventDefault();
      search.focus();
    } else if (event.key === 'j' || event.key === 'k') {
      step(event.key === 'j' ? 1 : -1);
    }
  });
}

function step(by) {
  const links = [...rows.querySelectorAll('a')];
  const now = links.findIndex((a) => a.getAttribute('aria-current') === 'true');
  const next = links[Math.min(links.length - 1, Math.max(0, now + by))];
  if (next) {
    next.focus();
    next.click();
  }
}

function make() {
  const link = element('a', 'row');
  const icon = svg('svg', { 'aria-hidden': 'true' });
  icon.append(svg('use'));
  const name = element('span', 'name');
  name.append(element('bdi'), element('bdi', 'of'));
  link.append(icon, name, element('span', 'by'));
  const item = element('li');
  item.append(link);
  return item;
}

function fill(item, row, current) {
  const link = item.firstChild;
  const [icon, name, by] = link.children;
  link.href = `#${row.code}`;
  link.dataset.standing = row.standing;
  link.setAttribute('aria-current', String(row.code === current));
  icon.firstChild.setAttribute('href', `#s-${row.standing}`);
  say(name.children[0], row.name);
  say(name.children[1], `${row.learner} · ${WORDS[row.standing]}`);
  say(by, percent(row.violation));
  name.title = row.name;
}

export function show(list, totals, current) {
  while (rows.children.length < list.rows.length) rows.append(make());
  while (rows.children.length > list.rows.length) rows.lastChild.remove();
  list.rows.forEach((row, i) => fill(rows.children[i], row, current));
  say(document.getElementById('matching'), list.matching === totals.models ? count(totals.models) : `${count(list.matching)} of ${count(totals.models)}`);
  say(document.getElementById('place'), list.rows.length ? `${count(list.from + 1)}–${count(list.from + list.rows.length)}` : 'none found');
  before.disabled = list.from === 0;
  after.disabled = list.from + list.rows.length >= list.matching;
  document.body.classList.toggle('single', totals.models <= 1 && !search.value);
  document.body.classList.toggle('short', list.matching <= PAGE);
}
