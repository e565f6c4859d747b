// A secondary task's loss against what it costs the primary one: the whole sweep, and around the limit.
(() => {
  const SHAPES = {nmt: 'circle', frozen: 'triangle', normalized: 'rectRot', sum: 'rect'};

  const datasets = (pair, inside) => {
    const kinds = [...new Set(pair.points.map((p) => p.kind))].filter((k) => k !== 'sum');
    const named = (p) => ({x: p.x, y: p.y, dx: p.dx, dy: p.dy, name: p.mark, label: p.label, rank: p.judged ? 3 : p.kind === 'sum' ? 1 : 2, runs: p.seeds.length});
    const points = (kind) => pair.points.filter((p) => p.kind === kind);
    const main = (kind) => ({
      named: true,
      data: points(kind).map(named),
      showLine: kind === 'sum',
      pointStyle: SHAPES[kind] || 'star',
      pointRadius: kind === 'sum' ? 4 : 7,
      pointHoverRadius: kind === 'sum' ? 6 : 9,
      borderColor: report.color(kind),
      backgroundColor: report.color(kind),
      borderWidth: kind === 'sum' ? 1.5 : 1,
      whisker: report.color(kind),
      whiskerWidth: kind === 'sum' ? 0.75 : 2,
      order: kind === 'sum' ? 2 : 1,
    });
    const seeds = (kind) => ({
      data: points(kind).filter((p) => p.seeds.length > 1)
        .flatMap((p) => p.seeds.map(([x, y]) => ({x, y, label: p.label + ', one seed'}))),
      pointStyle: SHAPES[kind] || 'star',
      pointRadius: 2.5,
      pointHoverRadius: 4,
      borderColor: report.color(kind) + '80',
      backgroundColor: report.color(kind) + '55',
      borderWidth: 0.5,
      order: 3,
    });
    // Of the sums, seeds only where there is room.
    return [...kinds, 'sum'].flatMap((kind) => kind === 'sum' && !inside ? [main(kind)] : [main(kind), seeds(kind)]);
  };

  const reach = (points, axis) => points.flatMap((p) => [p[axis] - p['d' + axis], p[axis] + p['d' + axis]]);
  const padded = (values, share) => {
    const low = Math.min(...values);
    const high = Math.max(...values);
    const pad = share * (high - low) || Math.abs(high) * share || share;
    return [low - pad, high + pad];
  };

  // The whole: every point, the limit, and the secondary alone unless that is far away.
  const whole = (pair) => frame(pair, pair.points, pair.relative ? [0, pair.limit] : []);

  const frame = (pair, points, xs) => {
    const x = padded([...reach(points, 'x'), ...xs], 0.08);
    const own = padded(reach(points, 'y'), 0.12);
    const both = pair.alone === null ? own : padded([...reach(points, 'y'), pair.alone], 0.12);
    return {x, y: both[1] - both[0] <= 3 * (own[1] - own[0]) || points.length === 1 ? both : own};
  };

  // Around the limit: the judged point, the last weight that holds, the first that does not, and who is near.
  const zoom = (pair) => {
    const judged = pair.points.filter((p) => p.judged);
    if (!pair.relative || !judged.length) {
      return null;
    }
    const sums = pair.points.filter((p) => p.kind === 'sum');
    const edge = sums.findIndex((p) => p.x > pair.limit);
    const near = sums.filter((p, i) => Math.abs(p.x) < 1.5 && (i === edge || i === edge - 1));
    const core = padded([...reach([...judged, ...near], 'x'), -pair.limit, 3 * pair.limit], 0.1);
    const inside = pair.points.filter((p) => core[0] <= p.x && p.x <= core[1]);
    const narrow = frame(pair, inside, core);
    const all = whole(pair);
    return all.x[1] - all.x[0] > 2 * (narrow.x[1] - narrow.x[0]) ? narrow : null;
  };

  const chart = (canvas, pair, range, inner, inside) => {
    const lines = [];
    if (pair.relative) {
      lines.push({axis: 'x', value: 0, name: report.short(pair.primary, 18) + ' alone'});
    }
    if (pair.alone !== null) {
      lines.push({axis: 'y', value: pair.alone, name: report.short(pair.secondary, 18) + ' alone'});
    }
    lines.forEach((line) => Object.assign(line, {color: report.color('alone'), dash: [6, 4]}));
    return new Chart(canvas, {
      type: 'scatter',
      data: {datasets: datasets(pair, inside)},
      plugins: [annotations.marks, annotations.whiskers, annotations.names],
      options: report.options({
        layout: {padding: {top: 6, right: 12}},
        scales: {
          x: {min: range.x[0], max: range.x[1], ticks: {callback: pair.relative ? report.ticks.percent : report.ticks.number, maxRotation: 0, autoSkipPadding: 16, includeBounds: false}},
          y: {min: range.y[0], max: range.y[1], ticks: {callback: report.ticks.number, includeBounds: false}},
        },
        plugins: {
          marks: {
            regions: pair.relative ? [{from: -1e9, to: pair.limit, color: report.color('feasible')}] : [],
            lines,
            frame: inner && {...inner, color: report.color('muted')},
          },
          names: {lines},
          tooltip: {callbacks: {label: (item) => tip(pair, item.raw)}},
        },
      }),
    });
  };

  const tip = (pair, p) => {
    const spread = (digits, value) => (value > 0 ? ' ± ' + value.toFixed(digits) : '');
    const x = pair.relative ? report.signed(p.x, 2) + spread(2, p.dx) + ' %' : p.x.toFixed(5) + spread(5, p.dx);
    return [p.label, `${report.short(pair.primary, 30)}: ${x}`, `${report.short(pair.secondary, 30)}: ${p.y.toFixed(5)}${spread(5, p.dy)}`];
  };

  const pairs = report.data.tradeOffs;
  report.legend({
    ...Object.fromEntries(Object.keys(SHAPES).map((kind) => [kind, pairs.some((pair) => pair.points.some((p) => p.kind === kind))])),
    alone: pairs.some((pair) => pair.relative || pair.alone !== null),
    held: pairs.some((pair) => pair.relative),
  });
  pairs.forEach((pair, i) => {
    const canvas = document.getElementById('tradeoff-' + i);
    const second = document.getElementById('tradeoff-zoom-' + i);
    const inner = zoom(pair);
    second.closest('.zoom').hidden = !inner;
    canvas.closest('.panels').classList.toggle('two', Boolean(inner));
    report.add(() => [
      chart(canvas, pair, whole(pair), inner, !inner),
      ...(inner ? [chart(second, pair, inner, null, true)] : []),
    ]);
  });
})();
