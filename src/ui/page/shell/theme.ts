import { effect, signal } from '@preact/signals';
import { remember, remembered } from './remembered.js';

/** In which colours the page is drawn; `system` follows what the system says. */
export type Theme = 'system' | 'light' | 'dark';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const before = remembered('theme');

export const theme = signal<Theme>(before === 'light' || before === 'dark' ? before : 'system');

effect(() => {
  const { dataset } = document.documentElement;
  if (theme.value === 'system') delete dataset.theme;
  else dataset.theme = theme.value;
  remember('theme', theme.value === 'system' ? null : theme.value);
});
