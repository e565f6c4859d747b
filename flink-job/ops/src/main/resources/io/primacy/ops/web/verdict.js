// The model's state in words and in numbers, as it last reported it.
import { bytes, count, decimal, duration, element, isFigure, large, percent, say } from './figures.js';

const byId = (id) => document.getElementById(id);
const QUIET_MILLIS = 10000;

export function show(card, room) {
  byId('verdict').dataset.standing = card.standing;
  byId('standing').setAttribute('href', `#s-${card.standing}`);
  say(byId('learner'), card.report.learner);
  say(byId('model'), card.report.model);
  say(byId('headline'), whole(card.headline));
  lines(byId('details'), card.details);
  const silent = room.now - card.at;
  say(byId('heard'), silent < QUIET_MILLIS ? 'live' : `last heard ${duration(silent)} ago`);
  byId('verdict').dataset.at = card.at;
  document.title = `${card.standing === 'VIOLATED' ? '▲ ' : ''}${card.headline} · Primacy`;
  figures(card, room);
  tasks(card.report);
}

/** A figure stays on one line with its unit. */
const whole = (text) => text.replaceAll(' %', '\u00a0%');

function lines(list, texts) {
  while (list.children.length < texts.length) list.append(element('li'));
  while (list.children.length > texts.length) list.lastChild.remove();
  texts.forEach((text, i) => say(list.children[i], whole(text)));
}

function figures(card, room) {
  const { report } = card;
  const job = room.jobs.find((j) => j.id === card.job);
  const last = job?.checkpoint;
  const items = [
    ['events', 'events / s', count(Math.round(card.eventsPerSecond))],
    ['learned', 'events learned', large(report.learned)],
    ['lag', 'lag, events', job && job.lag >= 0 ? large(job.lag) : '–'],
    ['dead', 'dead letters / min', count(room.deadLettersLastMinute), room.deadLettersLastMinute > 0],
    ['rows', 'rows resident', large(report.residentRows)],
    ['skipped', 'batches skipped', count(report.skippedBatches), report.skippedBatches > 0],
    ['checkpoint', last ? `since checkpoint ${last.id}, ${bytes(last.bytes)}` : 'since checkpoint', last ? duration(room.now - last.at) : '–'],
    ['job', job ? `job, ${duration(room.now - job.startedAt)} old` : 'job', job ? `${job.state.toLowerCase()}${job.restarts > 0 ? `, ${job.restarts} restarts` : ''}` : 'unknown', job && job.state !== 'RUNNING' && job.state !== 'FINISHED'],
  ];
  const list = byId('figures');
  while (list.children.length < items.length) {
    const group = element('div');
    group.append(element('dt'), element('dd'));
    list.append(group);
  }
  items.forEach(([id, name, value, alarm], i) => {
    const group = list.children[i];
    group.className = alarm ? 'alarm' : '';
    say(group.children[0], name);
    say(group.children[1], value);
    group.children[1].dataset.figure = id;
  });
  list.children[1].children[1].title = count(report.learned);
}

const COLUMNS = [
  ['task', (t) => t.name],
  ['priority', (t) => String(t.priority)],
  ['labels', (t) => count(t.labels)],
  ['log-loss', (t) => decimal(t.logLoss, 5)],
  ['reference', (t) => decimal(t.reference, 5)],
  ['violation', (t) => percent(t.violation)],
  ['tolerance', (t) => percent(t.tolerance)],
  ['λ', (t) => decimal(t.multiplier, 3)],
  ['ρ', (t) => decimal(t.ratio, 3)],
  ['AUC', (t) => decimal(t.auc, 4)],
  ['norm. entropy', (t) => decimal(t.normalizedEntropy, 4)],
  ['calibration', (t) => decimal(t.calibration, 3)],
];

function tasks(report) {
  const table = byId('tasks');
  if (!table.tHead.rows.length) {
    const heads = table.tHead.insertRow();
    COLUMNS.forEach(([name]) => {
      const head = element('th', '', name);
      head.scope = 'col';
      heads.append(head);
    });
  }
  const body = table.tBodies[0];
  while (body.rows.length < report.tasks.length) {
    const row = body.insertRow();
    const head = element('th');
    head.scope = 'row';
    head.append(element('bdi'));
    row.append(head, ...COLUMNS.slice(1).map(() => element('td')));
  }
  while (body.rows.length > report.tasks.length) body.deleteRow(-1);
  report.tasks.forEach((task, r) => {
    say(body.rows[r].cells[0].firstChild, task.name);
    COLUMNS.slice(1).forEach(([name, of], c) => {
      const cell = body.rows[r].cells[c + 1];
      cell.dataset.figure = name;
      say(cell, of(task));
    });
  });
  table.dataset.step = report.step;
  say(byId('window'), `Each event was predicted before it was learned; the figures cover the last ${count(report.windowEvents)} events. Batch ${count(report.step)}, lineage ${report.epoch}.${isFigure(report.pending) && report.pending > 0 ? ` ${count(report.pending)} events wait for their batch.` : ''}`);
}
