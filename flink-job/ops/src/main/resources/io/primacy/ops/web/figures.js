// Figures as people read them: the same forms as in the terminal.
const NONE = '–';
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const isFigure = (value) => typeof value === 'number' && Number.isFinite(value);
export const count = (value) => (isFigure(value) ? whole.format(value) : NONE);
export const decimal = (value, places) => (isFigure(value) ? value.toFixed(places) : NONE);

export function percent(ratio) {
  if (!isFigure(ratio)) return NONE;
  const text = (ratio * 100).toFixed(2);
  return `${text.startsWith('-') ? text : `+${text}`} %`;
}

/** 12,345 stays; 1,234,567 becomes 1.23 M, with the whole number for those who ask. */
export function large(value) {
  if (!isFigure(value)) return NONE;
  if (value < 1e6) return count(value);
  return value < 1e9 ? `${(value / 1e6).toFixed(2)} M` : `${(value / 1e9).toFixed(2)} G`;
}

export function bytes(value) {
  if (!isFigure(value)) return NONE;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let scaled = value;
  let unit = 0;
  while (scaled >= 1024 && unit < units.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? scaled : scaled.toFixed(1)} ${units[unit]}`;
}

export function duration(millis) {
  if (!isFigure(millis)) return NONE;
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h ${String(Math.floor(seconds / 60) % 60).padStart(2, '0')} min`;
  return `${Math.floor(seconds / 86400)} days`;
}

export const clock = (millis) => new Date(millis).toLocaleTimeString('en-GB');

/** Sets text if it is another: what did not change is neither painted nor read out again. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';
export function svg(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Round numbers that divide a stretch into about so many parts. */
export function ticks(low, high, parts) {
  const raw = (high - low) / parts || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw);
  const found = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step / 1e6; at += step) found.push(at);
  return found;
}
