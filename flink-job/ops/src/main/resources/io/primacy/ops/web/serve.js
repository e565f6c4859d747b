// Which version is served, and serving another.
import { bytes, count, element, say } from './figures.js';

const byId = (id) => document.getElementById(id);
const dialog = byId('serve');
const KEY = 'primacy-token';
let code = '';
let known = { aliases: [], versions: [], refusals: [] };
let changed = () => {};

/** A token in the address is taken from there: it belongs neither into history nor into a screenshot. */
export function takeToken() {
  const given = /^#token=([\w-]+)$/.exec(window.location.hash);
  if (!given) return;
  sessionStorage.setItem(KEY, given[1]);
  window.history.replaceState(null, '', window.location.pathname);
}

/** The token that was given last in this tab. */
export const keptToken = () => sessionStorage.getItem(KEY) || '';
export const keepToken = (token) => sessionStorage.setItem(KEY, token);

export function start(onChange) {
  changed = onChange;
  byId('serve-open').addEventListener('click', open);
  byId('serve-close').addEventListener('click', () => dialog.close());
  byId('serve-do').addEventListener('click', () => send({ version: byId('serve-version').value, hold: byId('serve-hold').checked }));
  byId('serve-release').addEventListener('click', () => send({}));
  for (const id of ['serve-alias', 'serve-version', 'serve-hold']) byId(id).addEventListener('input', plan);
}

function open() {
  byId('serve-version').replaceChildren(...known.versions.map((v) => {
    const option = element('option', '', `${v.version} · ${count(v.learned)} events · ${bytes(v.bytes)}`);
    option.value = v.version;
    return option;
  }));
  byId('serve-token').value = keptToken();
  answer('', false);
  plan();
  dialog.showModal();
}

/** What would happen, before it does. */
function plan() {
  const alias = byId('serve-alias').value.trim();
  const version = byId('serve-version').value;
  const now = known.aliases.find((a) => a.alias === alias);
  const then = byId('serve-hold').checked ? 'It stays there until it is released; the job goes on learning and publishing.' : 'The job moves it on with its next version, if it is the alias latest.';
  say(byId('serve-plan'), `${alias || 'The alias'} goes from ${now ? now.version : 'nowhere'} to ${version || 'nowhere'}, after the version’s files were checked. ${then}`);
}

async function send(order) {
  keepToken(byId('serve-token').value);
  answer('Asking…', false);
  try {
    const response = await fetch(`/api/models/${code}/aliases`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Primacy-Token': byId('serve-token').value },
      body: JSON.stringify({ ...order, alias: byId('serve-alias').value.trim(), reason: byId('serve-reason').value }),
    });
    if (!response.ok) {
      answer(await response.text(), true);
      return;
    }
    show(code, await response.json());
    answer('Done.', false);
    plan();
    changed();
  } catch {
    answer('The dashboard’s server does not answer.', true);
  }
}

function answer(text, bad) {
  byId('serve-answer').className = bad ? 'bad' : '';
  say(byId('serve-answer'), text);
}

export function show(model, published) {
  code = model;
  known = published;
  byId('serve-open').hidden = published.versions.length === 0;
  byId('aliases').replaceChildren(...published.aliases.map((alias) => {
    const item = element('li', alias.hold ? 'held' : '');
    item.append(element('b', '', alias.alias), ` → ${alias.version}${alias.hold ? ', held' : ''}`);
    return item;
  }));
}

/** Moves by people and refusals, as marks on the time line; the job's own moves are the snapshots. */
export const marks = (published) => [
  ...published.aliases.flatMap((alias) => alias.history.filter((m) => m.by !== 'job').map((m) => ({ kind: 'ALIAS', at: Date.parse(m.at), name: `${alias.alias} → ${m.version}`, detail: `by ${m.by}${m.reason ? `: ${m.reason}` : ''}` }))),
  ...published.refusals.map((r) => ({ kind: 'GATE', at: Date.parse(r.at), name: `${r.version} refused`, detail: `${r.reasons.join('; ')}${r.inARow > 1 ? ` (${r.inARow} in a row)` : ''}` })),
];
