// Light and dark: as the system says, unless somebody chose.
const KEY = 'primacy-theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = [];

function chosen() {
  try {
    return window.localStorage.getItem(KEY) || 'auto';
  } catch {
    return 'auto';
  }
}

function apply() {
  const choice = chosen();
  const dark = choice === 'dark' || (choice === 'auto' && system.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.getElementById('theme').textContent = `Theme: ${choice}`;
  listeners.forEach((listener) => listener());
}

export function start() {
  document.getElementById('theme').addEventListener('click', () => {
    const next = { auto: 'light', light: 'dark', dark: 'auto' }[chosen()];
    try {
      window.localStorage.setItem(KEY, next);
    } catch {
      document.documentElement.dataset.theme = next;
    }
    apply();
  });
  system.addEventListener('change', apply);
  apply();
}

export const onChange = (listener) => listeners.push(listener);
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
