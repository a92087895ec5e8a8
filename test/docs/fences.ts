import { type Marks, parseMarks } from './marks.js';

/** A fenced block of a page. */
export interface Fence {
  /** Where its opening line stands, counted from 1. */
  readonly line: number;
  readonly language: string;
  /** What is between the fences, with the last line's end. */
  readonly text: string;
  readonly marks: Marks;
}

const pattern =
  /^(?:<!-- (?<comment>[^\n]+?) -->\n)?```(?<language>\w*)\n(?<text>[\s\S]*?)^```$/gmu;

/** All fenced blocks of a page of Markdown, in order. */
export function fencesOf(page: string): Fence[] {
  return Array.from(page.matchAll(pattern), (match) => fenceOf(page, match));
}

/** The page with another text in each fenced block; null leaves it. */
export async function withTexts(
  page: string,
  textOf: (fence: Fence) => Promise<string | null>,
): Promise<string> {
  let written = '';
  let from = 0;
  for (const match of page.matchAll(pattern)) {
    const text = await textOf(fenceOf(page, match));
    if (text === null) continue;
    const end = match.index + match[0].length - '```'.length;
    const start = end - (match.groups?.text ?? '').length;
    written += page.slice(from, start) + text;
    from = end;
  }
  return written + page.slice(from);
}

function fenceOf(page: string, { index, groups = {} }: RegExpMatchArray): Fence {
  const { comment, language = '', text = '' } = groups;
  const before = page.slice(0, index).split('\n').length;
  return {
    line: comment === undefined ? before : before + 1,
    language,
    text,
    marks: comment === undefined ? {} : parseMarks(comment),
  };
}
