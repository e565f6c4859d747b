// Hears the room once a second and hands it to the parts of the page.
import * as charts from './charts.js';
import * as letters from './deadletters.js';
import { clock, count, duration, element, say } from './figures.js';
import * as models from './models.js';
import * as plane from './plane.js';
import * as savepoints from './savepoints.js';
import * as serve from './serve.js';
import * as theme from './theme.js';
import * as timeline from './timeline.js';
import * as verdict from './verdict.js';

const outage = document.getElementById('outage');
let source = null;
let lost = 0;
let room = null;
let minutes = 15;
let past = null; // of the model that is looked at: code, history, marks, tasks
let loading = '';
let ahead = 0;

const chosen = () => window.location.hash.slice(1);

function listen() {
  source?.close();
  const query = new URLSearchParams({ ...models.asked(), model: chosen() });
  source = new EventSource(`/api/live?${query}`);
  source.onmessage = (event) => {
    lost = 0;
    take(JSON.parse(event.data));
  };
  source.onerror = () => {
    lost = lost || Date.now();
    outages();
    // A refusal ends an event source for good; a silence does not.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  };
}

function take(next) {
  room = next;
  ahead = next.now - Date.now();
  document.body.classList.remove('waiting');
  models.show(room.list, room.totals, room.model?.code);
  letters.show(room.deadLetters, room.deadLettersLastMinute);
  outages();
  summary();
  if (room.model) {
    verdict.show(room.model, room);
    follow(room.model);
    savepoints.follow(room.model);
  }
}

function summary() {
  const { models: all, byStanding } = room.totals;
  const bad = (byStanding.VIOLATED || 0) + (byStanding.SKIPPING || 0);
  const words = document.getElementById('summary');
  let text = 'No model has reported yet.';
  if (all === 1) text = `1 model, ${count(Math.round(room.totals.eventsPerSecond))} events / s.`;
  if (all > 1) text = `${bad ? `${count(bad)} of ${count(all)} models do not hold` : `All ${count(all)} models hold, or learn`}; ${count(Math.round(room.totals.eventsPerSecond))} events / s.`;
  if (room.totals.forgotten) text += ` ${count(room.totals.forgotten)} more were forgotten.`;
  say(words, text);
}

function outages() {
  const gone = (room?.sources || []).filter((s) => !s.answers).map((s) => [s.name, s.detail, s.since, Date.now() + ahead]);
  if (lost) gone.unshift(['Dashboard', 'Its server does not answer.', lost, Date.now()]);
  outage.hidden = gone.length === 0;
  while (outage.children.length > gone.length) outage.lastChild.remove();
  gone.forEach(([name, detail, since, now], i) => {
    if (!outage.children[i]) {
      const line = element('p');
      line.append(element('strong'), element('span'));
      outage.append(line);
    }
    say(outage.children[i].children[0], `${name}: `);
    say(outage.children[i].children[1], `${detail} Since ${clock(since)} (${duration(now - since)}). What is shown is what was heard last.`);
  });
  const list = document.getElementById('sources');
  const known = room?.sources || [];
  while (list.children.length < known.length) list.append(element('li'));
  known.forEach((s, i) => {
    list.children[i].className = s.answers ? '' : 'gone';
    say(list.children[i], s.answers ? s.name : `${s.name} is gone`);
    list.children[i].title = s.detail;
  });
}

const range = () => {
  const now = (Date.now() + ahead) / 1000;
  const from = past.history.at.length ? past.history.at[0] / 1000 : now;
  // A young run fills the picture instead of its right edge.
  return [Math.max(now - minutes * 60, Math.min(from, now - 30)), now];
};

function follow(card) {
  if (!past || past.code !== card.code || past.minutes !== minutes || past.tasks !== card.report.tasks.length) {
    load(card);
    return;
  }
  if (past.marksKnown !== card.marks) marks(card);
  append(card);
  charts.update(past.history, range());
  if (room.now - past.drawn > 2000) slow(card);
}

/** What need not be drawn every second. */
function slow(card) {
  past.drawn = room.now;
  plane.draw(past.history, card.report.tasks);
  timeline.draw(past.marks, range());
  charts.describeAll();
}

/** Adds the report, or puts it in the place of one from the same step; forgets what is too old. */
function append(card) {
  const h = past.history;
  const last = h.at.length - 1;
  if (last >= 0 && card.at <= h.at[last]) return;
  const same = last >= 0 && Math.floor(card.at / h.step) === Math.floor(h.at[last] / h.step);
  const at = same ? last : last + 1;
  h.at[at] = card.at;
  h.learned[at] = card.report.learned;
  card.report.tasks.slice(0, 16).forEach((task, t) => {
    h.figures.forEach((figure, f) => {
      h.columns[t * h.figures.length + f][at] = figure === 'cap' ? cap(task) : task[figure];
    });
  });
  const old = h.at.findIndex((when) => when >= card.at - minutes * 60000);
  if (old > 0) [h.at, h.learned, ...h.columns].forEach((column) => column.splice(0, old));
}

function cap(task) {
  if (task.maximum === null || task.multiplier === null) return null;
  if (task.ratio === null) return task.maximum;
  return task.ratio === 0 ? null : (task.multiplier / task.ratio) * task.maximum;
}

async function load(card) {
  const wanted = `${card.code} ${minutes}`;
  if (loading === wanted) return;
  loading = wanted;
  try {
    const [history, marksNow] = await Promise.all([get(`/api/models/${card.code}/history?minutes=${minutes}`), happened(card.code)]);
    if (loading !== wanted) return;
    past = { code: card.code, minutes, tasks: card.report.tasks.length, history, marks: marksNow, marksKnown: card.marks, drawn: 0 };
    append(card);
    charts.draw(history, card.report.tasks, range());
    slow(card);
    document.body.dataset.painted = card.code;
    performance.mark('painted');
  } catch {
    lost = lost || Date.now();
  } finally {
    if (loading === wanted) loading = '';
  }
}

async function marks(card) {
  past.marksKnown = card.marks;
  try {
    past.marks = await happened(card.code);
    past.drawn = 0;
  } catch {
    past.marksKnown = -1;
  }
}

/** What is known to have happened to a model, from the topics and from the snapshot directory. */
async function happened(code) {
  const [heard, published] = await Promise.all([get(`/api/models/${code}/marks`), get(`/api/models/${code}/published`)]);
  serve.show(code, published);
  // The directory knows which version was refused, and for longer; without one, the reports tell.
  const told = published.refusals.length ? heard.filter((m) => m.kind !== 'GATE') : heard;
  return [...told, ...serve.marks(published)];
}

async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

for (const button of document.querySelectorAll('.ranges button')) {
  button.addEventListener('click', () => {
    minutes = Number(button.dataset.minutes);
    document.querySelectorAll('.ranges button').forEach((b) => b.setAttribute('aria-pressed', String(b === button)));
    if (room?.model) load(room.model);
  });
}
serve.takeToken();
theme.start();
theme.onChange(() => past && room?.model && charts.draw(past.history, room.model.report.tasks, range()));
models.start(listen);
letters.start();
const happenedMore = () => room?.model && past && marks(room.model);
serve.start(happenedMore);
savepoints.start(happenedMore);
// A page that the browser keeps for the way back would keep its stream, too, one of six per host.
window.addEventListener('pagehide', () => source?.close());
window.addEventListener('pageshow', (event) => event.persisted && listen());
window.addEventListener('hashchange', listen);
window.addEventListener('resize', charts.resize);
setInterval(() => (room || lost) && outages(), 1000);
listen();
