// Savepoints of the model's learner, and the way back to one: a plan is shown, and what was shown is done.
import { bytes, count, element, say } from './figures.js';
import { keepToken, keptToken } from './serve.js';

const byId = (id) => document.getElementById(id);
const dialog = byId('back');
let code = '';
let learner = '';
let known = null;
let plan = '';
let asking = 0;
let changed = () => {};

export function start(onChange) {
  changed = onChange;
  byId('back-open').addEventListener('click', open);
  byId('back-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => window.clearInterval(asking));
  byId('back-take').addEventListener('click', () => send('savepoints', { note: byId('back-note').value }));
  byId('back-plan').addEventListener('click', look);
  byId('back-do').addEventListener('click', () => send('rollbacks', { act: 'begin', plan }));
  byId('back-resume').addEventListener('click', () => send('rollbacks', { act: 'resume' }));
  byId('back-undo').addEventListener('click', () => send('rollbacks', { act: 'undo' }));
  for (const id of ['back-to', 'back-offsets', 'back-words']) byId(id).addEventListener('input', forget);
}

/** Another model is looked at: asks once what there is of its learner. */
export async function follow(card) {
  if (card.code === code) return;
  code = card.code;
  learner = card.report.learner;
  known = null;
  await refresh();
}

async function refresh() {
  const asked = code;
  try {
    const answer = await fetch(`/api/models/${asked}/savepoints`);
    if (answer.ok && asked === code) show(await answer.json());
  } catch {
    // The page says by itself that its server does not answer.
    if (asked === code && !known) code = '';
  }
}

function show(shelf) {
  const before = known;
  known = shelf;
  const closed = shelf.unavailable !== null;
  byId('back-open').hidden = closed;
  byId('back-closed').hidden = !closed;
  say(byId('back-closed'), closed ? shelf.unavailable : '');
  if (JSON.stringify(before?.savepoints) !== JSON.stringify(shelf.savepoints)) list();
  const { errand, rollback } = shelf;
  const busy = errand?.outcome === 'UNDER_WAY';
  const lines = errand ? [`${errand.name}: ${{ UNDER_WAY: 'under way', DONE: 'done', FAILED: 'failed' }[errand.outcome]}`, ...errand.lines] : [];
  byId('back-steps').dataset.outcome = errand?.outcome || '';
  byId('back-steps').replaceChildren(...lines.map((line, i) => element('li', i ? '' : 'strong', line)));
  byId('back-last').hidden = !rollback || rollback.undone || busy;
  say(byId('back-words-last'), rollback ? rollback.words : '');
  byId('back-resume').hidden = !rollback?.open;
  byId('back-take').disabled = busy;
  byId('back-do').disabled = busy || !plan;
  if (before?.errand?.outcome === 'UNDER_WAY' && !busy) changed();
}

function list() {
  const options = known.savepoints.map((s) => {
    const learned = s.learned === null ? 'not read yet' : `${count(s.learned)} events learned`;
    const option = element('option', '', `${s.time.slice(0, 19).replace('T', ' ')} UTC · ${learned} · ${bytes(s.bytes)}${s.note ? ` · ${s.note}` : ''}`);
    option.value = s.id;
    return option;
  });
  const chosen = byId('back-to').value;
  byId('back-to').replaceChildren(...options);
  if (known.savepoints.some((s) => s.id === chosen)) byId('back-to').value = chosen;
  byId('back-plan').disabled = options.length === 0;
}

function open() {
  byId('back-token').value = keptToken();
  say(byId('back-learner'), learner);
  answer('', false);
  forget();
  dialog.showModal();
  refresh();
  asking = window.setInterval(refresh, 1000);
}

/** What was shown is no longer what is asked for. */
function forget() {
  plan = '';
  byId('back-lines').hidden = true;
  byId('back-do').disabled = true;
  byId('back-words').disabled = byId('back-offsets').value !== '';
}

async function look() {
  forget();
  answer('Asking Flink and Kafka…', false);
  const query = new URLSearchParams({ to: byId('back-to').value, offsets: byId('back-offsets').value || byId('back-words').value });
  try {
    const response = await fetch(`/api/models/${code}/rollback-plan?${query}`);
    if (!response.ok) {
      answer(await response.text(), true);
      return;
    }
    const made = await response.json();
    plan = made.key;
    say(byId('back-lines'), made.lines.join('\n'));
    byId('back-lines').hidden = false;
    byId('back-do').disabled = false;
    answer('Nothing was touched yet.', false);
  } catch {
    answer('The dashboard’s server does not answer.', true);
  }
}

async function send(what, order) {
  keepToken(byId('back-token').value);
  answer('Asking…', false);
  try {
    const response = await fetch(`/api/models/${code}/${what}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Primacy-Token': byId('back-token').value },
      body: JSON.stringify(order),
    });
    if (!response.ok) {
      answer(await response.text(), true);
      return;
    }
    answer('Begun.', false);
    forget();
    show(await response.json());
  } catch {
    answer('The dashboard’s server does not answer.', true);
  }
}

function answer(text, bad) {
  byId('back-answer').className = bad ? 'bad' : '';
  say(byId('back-answer'), text);
}
