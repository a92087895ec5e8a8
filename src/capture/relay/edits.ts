import type { Field } from '../http1/fields.js';

/** One stretch of a head that is exchanged for another text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The head after its edits, as bytes. The edits don't overlap and come in order. */
export function applyEdits(text: string, edits: readonly Edit[]): Buffer {
  let edited = '';
  let at = 0;
  for (const { start, end, text: replacement } of edits) {
    edited += text.slice(at, start) + replacement;
    at = end;
  }
  return Buffer.from(edited + text.slice(at), 'latin1');
}

/** Exchanges a field's value; the rest of its line stays. */
export function replaceValue(field: Field, text: string): Edit {
  return { start: field.valueStart, end: field.valueEnd, text };
}

/** Takes a field out, its line end included. */
export function removeField(field: Field): Edit {
  return { start: field.start, end: field.end, text: '' };
}
