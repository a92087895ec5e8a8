import { announce } from './announce.js';

/** Puts a text on the clipboard; says whether that went well. */
export async function copyText(text: string, what: string): Promise<boolean> {
  const done = (await byClipboard(text)) || byCommand(text);
  announce(done ? `${what} copied` : `The browser does not let ${what} be copied`);
  return done;
}

async function byClipboard(text: string): Promise<boolean> {
  try {
    // Absent where the page is no secure context: on another machine over http.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function byCommand(text: string): boolean {
  const active = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } finally {
    area.remove();
    if (active instanceof HTMLElement) active.focus();
  }
}
