import { visibleText } from './visible-text.js';

/** Characters of a name or address that are read as one. */
const MOST = 200;

/** A text for a line that has little room, such as a name: its beginning, in which everything is to be seen. */
export function briefText(text: string): string {
  return text.length <= MOST ? visibleText(text) : `${visibleText(text.slice(0, MOST))}…`;
}
