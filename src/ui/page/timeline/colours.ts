import { signal } from '@preact/signals';

const NAMES = [
  'ground',
  'ground-raised',
  'ground-hover',
  'ground-selected',
  'line',
  'text',
  'text-faint',
  'accent',
  'focus',
  'call',
  'safe',
  'bayeux',
  'websocket',
  'answer',
  'copy',
  'unsolicited',
  'uncorrelated',
  'failed',
  'miss',
  'gap',
] as const;

export type Colours = Readonly<Record<(typeof NAMES)[number], string>>;

/** Rises when light and dark change places. */
export const theme = signal(0);

const changed = () => {
  theme.value += 1;
};
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
new MutationObserver(changed).observe(document.documentElement, {
  attributeFilter: ['data-theme'],
});

/** The colours of `tokens.css` as a canvas takes them: resolved by the browser, for light or dark. */
export function coloursOf(probe: HTMLElement): Colours {
  const found: Record<string, string> = {};
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  return found as Colours;
}

/** Canvas can't read the variables of the fonts either. */
export function fontOf(probe: HTMLElement, pixels: number): string {
  return `${pixels}px ${getComputedStyle(probe).fontFamily}`;
}
