import type { DiffResult } from '../../diff/difference.js';
import { writeDiffJson } from './diff-json.js';
import { writeDiffJunit } from './diff-junit.js';
import { writeDiffMarkdown } from './diff-markdown.js';
import { type DiffTextStyle, writeDiffText } from './diff-text.js';
import { writeDiffHtml } from './html/diff-html.js';

/** For people, for programs, for CI servers, for pull requests, for browsers. */
export const DIFF_FORMATS = ['text', 'json', 'junit', 'markdown', 'html'] as const;

export type DiffFormat = (typeof DIFF_FORMATS)[number];

/** How `diff` writes. */
export interface DiffStyle extends Partial<DiffTextStyle> {
  readonly format: DiffFormat;
}

/** Where nobody knows how wide the terminal is, or there is none. */
const WIDTH = 100;

/** Writes how two recordings differ, piece by piece. */
export function writeDiff(
  result: DiffResult,
  { format, color = false, width = WIDTH, showIgnored = false }: DiffStyle,
  write: (chunk: string) => void,
): void {
  switch (format) {
    case 'text':
      writeDiffText(result, { color, width, showIgnored }, write);
      break;
    case 'json':
      writeDiffJson(result, showIgnored, write);
      break;
    case 'junit':
      writeDiffJunit(result, showIgnored, write);
      break;
    case 'markdown':
      writeDiffMarkdown(result, showIgnored, write);
      break;
    case 'html':
      writeDiffHtml(result, write);
      break;
  }
}
