import { jsonLine } from './json-line.js';

/** Writes a member `,"name":[…]` of an object that has begun, one row a line, without holding all rows. */
export function writeJsonRows(
  name: string,
  rows: Iterable<unknown>,
  write: (chunk: string) => void,
): void {
  let separator = `,\n"${name}":[\n`;
  let any = false;
  for (const row of rows) {
    write(`${separator}${jsonLine(row)}`);
    separator = ',\n';
    any = true;
  }
  write(any ? '\n]' : `,\n"${name}":[]`);
}
