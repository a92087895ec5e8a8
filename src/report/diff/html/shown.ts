import { printable } from '../../printable.js';
import { shorten } from '../../shorten.js';

/** What is kept of a name. */
const LONGEST_NAME = 300;

/** Text as it is shown: control and format characters escaped, so that none turns the page around. */
export function shown(text: string, longest = LONGEST_NAME): string {
  return shorten(printable(shorten(text, longest)), longest);
}
