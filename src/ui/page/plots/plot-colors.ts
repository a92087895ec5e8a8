import { signal } from '@preact/signals';

/** What a canvas draws with: the colours of `tokens.css` as they are now. */
export interface PlotColors {
  /** Of labels. */
  readonly text: string;
  /** Of what must be seen above all else. */
  readonly strong: string;
  readonly line: string;
  readonly call: string;
  readonly answer: string;
  readonly failed: string;
  readonly accent: string;
}

/** Rises when the page changes between light and dark. */
export const scheme = signal(0);

function changed(): void {
  scheme.value += 1;
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
new MutationObserver(changed).observe(document.documentElement, {
  attributeFilter: ['data-theme'],
});

/** A canvas knows no variables, and `light-dark()` is only resolved where it is used as a colour. */
export function plotColors(element: HTMLElement): PlotColors {
  const probe = document.createElement('span');
  element.append(probe);
  const color = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colors = {
    text: color('text-faint'),
    strong: color('text'),
    line: color('line'),
    call: color('call'),
    answer: color('answer'),
    failed: color('failed'),
    accent: color('accent'),
  };
  probe.remove();
  return colors;
}
