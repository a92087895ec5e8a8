import { createHash } from 'node:crypto';

/** An HTTP answer whose end a desktop saw. */
export interface SeenAnswer {
  /** What the desktop called its request: header `X-Id` there, `X-Answer` in the answer. */
  readonly id: string;
  readonly status: number;
  /** Of the body's bytes as they came, without the transfer coding. */
  readonly digest: string;
  /** The body that it had sent. */
  readonly sent: string;
  /** When it was asked for, in milliseconds since the epoch. */
  readonly from: number;
}

/** All that the desktops of one recorder had in full, until it was killed. */
export interface Sightings {
  /** With the time at which each was there. */
  readonly answers: readonly (SeenAnswer & { readonly to: number })[];
  /** Bayeux messages of the server, and what desktops had sent over a websocket before, by text: how often. */
  readonly messages: ReadonlyMap<string, number>;
  /** What desktops called the requests for websockets that were opened. */
  readonly opened: readonly string[];
  /** Answers whose request could not be given a name: method, path, status and decoded body; how often. */
  readonly unnamed: ReadonlyMap<string, number>;
  /** `data` of notifications, by text: how often. */
  readonly data: ReadonlyMap<string, number>;
  /** Events so far: answers, messages, and pieces of what is still to come in full. */
  readonly events: number;
  answer(answer: SeenAnswer): void;
  message(text: string): void;
  unnamedAnswer(text: string): void;
  notification(data: string): void;
  /** A piece came of something that is not there in full. */
  websocket(id: string): void;
  piece(): void;
}

/** @param onEvent called after each event */
export function createSightings(onEvent: (events: number) => void): Sightings {
  const answers: (SeenAnswer & { readonly to: number })[] = [];
  const opened: string[] = [];
  const messages = new Map<string, number>();
  const unnamed = new Map<string, number>();
  const data = new Map<string, number>();
  let events = 0;
  const happened = (): void => {
    events += 1;
    onEvent(events);
  };
  const count = (counts: Map<string, number>, text: string): void => {
    counts.set(text, (counts.get(text) ?? 0) + 1);
    happened();
  };
  return {
    answers,
    opened,
    messages,
    unnamed,
    data,
    get events() {
      return events;
    },
    answer(answer) {
      answers.push({ ...answer, to: Date.now() });
      happened();
    },
    websocket(id) {
      opened.push(id);
      happened();
    },
    message: (text) => count(messages, text),
    unnamedAnswer: (text) => count(unnamed, text),
    notification: (text) => count(data, text),
    piece: happened,
  };
}

export function digestOf(bytes: Uint8Array): string {
  return `${bytes.length} bytes ${createHash('sha1').update(bytes).digest('hex')}`;
}
