/** What an import may warn of, each as the words for one and for many. */
const WORDS = {
  'no-request': [
    'entry is no request and was left out',
    'entries are no requests and were left out',
  ],
  'no-http': [
    'entry was left out: its URL is not of HTTP (data:, blob:, an extension)',
    'entries were left out: their URLs are not of HTTP (data:, blob:, an extension)',
  ],
  cached: [
    "answer from the browser's cache was left out: the server never saw the request",
    "answers from the browser's cache were left out: the server never saw the requests",
  ],
  'too-large': ['entry was left out: it is too large', 'entries were left out: they are too large'],
  'frame-too-large': [
    'frame of a websocket was left out: it is too large',
    'frames of websockets were left out: they are too large',
  ],
  'no-frames': [
    'websocket comes without its frames: notifications that came over it are missing',
    'websockets come without their frames: notifications that came over them are missing',
  ],
  elsewhere: [
    'body lies in another file and is missing: other files are not read; have Playwright embed bodies (content: "embed")',
    'bodies lie in other files and are missing: other files are not read; have Playwright embed bodies (content: "embed")',
  ],
  absent: ['body is missing in the file', 'bodies are missing in the file'],
  headers: [
    'header was left out: HTTP can not say it',
    'headers were left out: HTTP can not say them',
  ],
  crowded: [
    'exchange stays without its answer: too many were under way at once',
    'exchanges stay without their answers: too many were under way at once',
  ],
  others: ['more of the same', 'more of the same'],
} as const;

/** Warnings with words of their own. */
const MOST_OTHERS = 100;

export type Warning = keyof typeof WORDS;

/** Counts what there is to warn of. */
export class Warnings {
  readonly #counts = new Map<Warning, number>();
  readonly #others: string[] = [];

  count(warning: Warning, many = 1): void {
    if (many > 0) this.#counts.set(warning, this.of(warning) + many);
  }

  of(warning: Warning): number {
    return this.#counts.get(warning) ?? 0;
  }

  add(text: string | null): void {
    if (text !== null && this.#others.length < MOST_OTHERS) this.#others.push(text);
    else if (text !== null) this.count('others');
  }

  /** A line each. */
  get lines(): readonly string[] {
    const counted = Array.from(
      this.#counts,
      ([warning, count]) => `${count} ${WORDS[warning][count === 1 ? 0 : 1]}`,
    );
    return [...this.#others, ...counted];
  }
}
