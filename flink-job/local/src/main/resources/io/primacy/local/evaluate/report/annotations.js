// What Chart.js itself does not draw: shaded regions, reference lines, whiskers, names beside points.
const annotations = (() => {
  const clipped = (chart, paint) => {
    const {ctx, chartArea: a} = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(a.left, a.top, a.width, a.height);
    ctx.clip();
    paint(ctx, a);
    ctx.restore();
  };
  const bounded = (value, low, high) => Math.min(high, Math.max(low, value));

  // options.regions: {from, to, color} along x. options.frame: {x: [from, to], y: [from, to]}.
  // options.lines: {axis, value, color, dash}.
  const marks = {
    id: 'marks',
    beforeDatasetsDraw(chart, args, options) {
      clipped(chart, (ctx, a) => {
        const {x, y} = chart.scales;
        for (const region of options.regions || []) {
          const left = bounded(x.getPixelForValue(region.from), a.left, a.right);
          const right = bounded(x.getPixelForValue(region.to), a.left, a.right);
          ctx.fillStyle = region.color;
          ctx.fillRect(left, a.top, right - left, a.height);
        }
        for (const line of options.lines || []) {
          const at = chart.scales[line.axis].getPixelForValue(line.value);
          ctx.strokeStyle = line.color;
          ctx.lineWidth = line.width || 1.5;
          ctx.setLineDash(line.dash || []);
          ctx.beginPath();
          ctx.moveTo(line.axis === 'x' ? at : a.left, line.axis === 'x' ? a.top : at);
          ctx.lineTo(line.axis === 'x' ? at : a.right, line.axis === 'x' ? a.bottom : at);
          ctx.stroke();
        }
        if (options.frame) {
          const [left, right] = options.frame.x.map((v) => x.getPixelForValue(v));
          const [bottom, top] = options.frame.y.map((v) => y.getPixelForValue(v));
          ctx.strokeStyle = options.frame.color;
          ctx.lineWidth = 1;
          ctx.setLineDash([3, 3]);
          ctx.strokeRect(left, top, right - left, bottom - top);
        }
      });
    },
  };

  // Points with dx or dy, in the axes' units.
  const whiskers = {
    id: 'whiskers',
    beforeDatasetsDraw(chart) {
      clipped(chart, (ctx) => {
        const {x, y} = chart.scales;
        const stroke = (x1, y1, x2, y2) => {
          ctx.beginPath();
          ctx.moveTo(x1, y1);
          ctx.lineTo(x2, y2);
          ctx.stroke();
        };
        chart.data.datasets.forEach((dataset) => {
          ctx.strokeStyle = dataset.whisker || 'transparent';
          ctx.lineWidth = dataset.whiskerWidth || 1.5;
          for (const point of dataset.whisker ? dataset.data : []) {
            const px = x.getPixelForValue(point.x);
            const py = y.getPixelForValue(point.y);
            const [left, right] = [-1, 1].map((s) => x.getPixelForValue(point.x + s * point.dx));
            const [low, high] = [-1, 1].map((s) => y.getPixelForValue(point.y + s * point.dy));
            if (point.dx > 0) {
              stroke(left, py, right, py);
              stroke(left, py - 4, left, py + 4);
              stroke(right, py - 4, right, py + 4);
            }
            if (point.dy > 0) {
              stroke(px, low, px, high);
              stroke(px - 4, low, px + 4, low);
              stroke(px - 4, high, px + 4, high);
            }
          }
        });
      });
    },
  };

  const overlap = (a, b) =>
    Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
    Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

  // Small boxes along a line, so that names can keep clear of it.
  const boxesAlong = (x1, y1, x2, y2) => {
    const steps = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 6));
    return Array.from({length: steps + 1}, (_, i) => {
      const px = x1 + ((x2 - x1) * i) / steps;
      const py = y1 + ((y2 - y1) * i) / steps;
      return {left: px - 2, right: px + 2, top: py - 2, bottom: py + 2};
    });
  };

  const obstacles = (chart) => {
    const {x, y} = chart.scales;
    const a = chart.chartArea;
    const hard = [];
    const soft = [];
    for (const dataset of chart.data.datasets.filter((d) => d.named)) {
      let last = null;
      for (const point of dataset.data) {
        const px = x.getPixelForValue(point.x);
        const py = y.getPixelForValue(point.y);
        hard.push({left: px - 7, right: px + 7, top: py - 7, bottom: py + 7});
        const reach = [x.getPixelForValue(point.x + point.dx) - px, y.getPixelForValue(point.y + point.dy) - py];
        soft.push(...boxesAlong(px - reach[0], py, px + reach[0], py));
        soft.push(...boxesAlong(px, py - reach[1], px, py + reach[1]));
        if (dataset.showLine && last) {
          soft.push(...boxesAlong(last[0], last[1], px, py));
        }
        last = [px, py];
      }
    }
    for (const line of chart.options.plugins.marks.lines) {
      const at = chart.scales[line.axis].getPixelForValue(line.value);
      soft.push(
        ...(line.axis === 'x' ? boxesAlong(at, a.top, at, a.bottom) : boxesAlong(a.left, at, a.right, at)));
    }
    return {hard, soft};
  };

  // Where a name of this size costs least: clear of other names, of points, of lines; near its own.
  const place = (px, py, width, height, area, taken, {hard, soft}) => {
    let best = null;
    for (const reach of [11, 18, 28, 40, 54]) {
      for (let turn = 0; turn < 16; turn++) {
        const angle = (turn * Math.PI) / 8;
        const cx = px + Math.cos(angle) * (reach + width / 2);
        const cy = py + Math.sin(angle) * (reach + height / 2 - 2);
        const box = {left: cx - width / 2, right: cx + width / 2, top: cy - height / 2, bottom: cy + height / 2};
        if (box.left < area.left + 2 || box.right > area.right - 2 || box.top < area.top + 2 || box.bottom > area.bottom - 2) {
          continue;
        }
        const sum = (boxes) => boxes.reduce((total, other) => total + overlap(box, other), 0);
        const cost = 20 * sum(taken) + 5 * sum(hard) + 1.5 * sum(soft) + 3 * reach + (turn === 0 ? 0 : 1);
        if (!best || cost < best.cost) {
          best = {cost, box, reach};
        }
      }
    }
    return best;
  };

  // Points with a name, in datasets with named: true. options.lines: {axis, value, name}.
  const names = {
    id: 'names',
    afterDatasetsDraw(chart, args, options) {
      clipped(chart, (ctx, a) => {
        const taken = [];
        const around = obstacles(chart);
        ctx.textBaseline = 'middle';
        ctx.textAlign = 'center';
        ctx.lineJoin = 'round';
        const write = (text, box, color, font) => {
          ctx.font = font;
          ctx.lineWidth = 4;
          ctx.setLineDash([]);
          ctx.strokeStyle = report.color('card');
          ctx.fillStyle = color;
          const at = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
          ctx.strokeText(text, ...at);
          ctx.fillText(text, ...at);
          taken.push(box);
        };
        const family = Chart.defaults.font.family;
        const points = chart.data.datasets
          .filter((dataset) => dataset.named)
          .flatMap((dataset) => dataset.data.map((point) => ({...point, color: dataset.borderColor})))
          .filter((point) => chart.scales.x.min <= point.x && point.x <= chart.scales.x.max)
          .filter((point) => chart.scales.y.min <= point.y && point.y <= chart.scales.y.max)
          .sort((p, q) => q.rank - p.rank);
        for (const point of points) {
          const font = (point.rank > 1 ? '600 13px ' : '12px ') + family;
          ctx.font = font;
          const px = chart.scales.x.getPixelForValue(point.x);
          const py = chart.scales.y.getPixelForValue(point.y);
          const spot = place(px, py, ctx.measureText(point.name).width + 4, 15, a, taken, around);
          if (!spot) {
            continue;
          }
          if (spot.reach > 15) {
            ctx.strokeStyle = point.color;
            ctx.lineWidth = 0.75;
            ctx.beginPath();
            ctx.moveTo(px, py);
            ctx.lineTo(bounded(px, spot.box.left, spot.box.right), bounded(py, spot.box.top, spot.box.bottom));
            ctx.stroke();
          }
          write(point.name, spot.box, point.color, font);
        }
        for (const line of options.lines || []) {
          const font = '12px ' + family;
          ctx.font = font;
          const width = ctx.measureText(line.name).width + 4;
          const at = chart.scales[line.axis].getPixelForValue(line.value);
          const spots = [];
          for (let i = 0; i <= 12; i++) {
            if (line.axis === 'y') {
              const right = a.right - 4 - ((a.width - width - 8) * i) / 12;
              for (const top of [at - 17, at + 3]) {
                spots.push({left: right - width, right, top, bottom: top + 15});
              }
            } else {
              const top = a.top + 4 + ((a.height - 23) * i) / 12;
              for (const left of [at + 5, at - 5 - width]) {
                spots.push({left, right: left + width, top, bottom: top + 15});
              }
            }
          }
          const cost = (box) =>
            [...taken, ...around.hard].reduce((sum, other) => sum + 5 * overlap(box, other), 0) +
            around.soft.reduce((sum, other) => sum + overlap(box, other), 0);
          const inside = spots.filter((b) => b.left >= a.left && b.right <= a.right && b.top >= a.top && b.bottom <= a.bottom);
          if (inside.length) {
            write(line.name, inside.reduce((p, q) => (cost(q) < cost(p) - 1 ? q : p)), line.color, font);
          }
        }
      });
    },
  };

  return {marks, whiskers, names};
})();
