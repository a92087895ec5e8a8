/** A line of a text, or a part of a long one. */
export interface TextLine {
  /** From 1; null if it goes on with the line before it. */
  readonly number: number | null;
  readonly text: string;
  /** How the line ends if not by a plain line feed; null for a part that goes on, and at the end of the text. */
  readonly ending: '\r\n' | '\r' | null;
}

/** Some lines of a text: as much as is put on the page at once. */
export type TextPage = readonly TextLine[];

const LINES = 200;
const CHARACTERS = 16_384;

/**
 * A text in pages of at most 200 lines and 16,384 characters, so that a megabyte need not be laid out to see its
 * beginning. Joined again they are the text, line for line.
 */
export function textPages(text: string): readonly TextPage[] {
  const pages: TextLine[][] = [];
  let page: TextLine[] = [];
  let room = CHARACTERS;
  const add = (line: TextLine) => {
    if (page.length === LINES || (room < line.text.length && page.length > 0)) {
      pages.push(page);
      page = [];
      room = CHARACTERS;
    }
    page.push(line);
    room -= line.text.length;
  };
  let number = 1;
  for (const { start, end, ending } of lines(text)) {
    for (let at = start; at === start || at < end; ) {
      const stop = Math.min(end, splitAt(text, at + CHARACTERS));
      add({
        number: at === start ? number : null,
        text: text.slice(at, stop),
        ending: stop === end ? ending : null,
      });
      at = stop === at ? stop + 1 : stop;
    }
    number++;
  }
  if (page.length > 0) pages.push(page);
  return pages;
}

function* lines(text: string): Generator<{
  readonly start: number;
  readonly end: number;
  readonly ending: TextLine['ending'];
}> {
  const ends = /\r\n|\n|\r/gu;
  let start = 0;
  for (const found of text.matchAll(ends)) {
    yield {
      start,
      end: found.index,
      ending: found[0] === '\n' ? null : (found[0] as '\r\n' | '\r'),
    };
    start = found.index + found[0].length;
  }
  if (start < text.length) yield { start, end: text.length, ending: null };
}

/** No character is split in two. */
function splitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
