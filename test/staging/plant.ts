import type { JsonChange } from './change-json.js';

/** One thing that a server says otherwise, and nothing else: what `diff` has to find. */
export type Plant = AnswerPlant | NoticePlant;

export interface AnswerPlant {
  readonly on: 'answer';
  /** To whom it is said. */
  readonly user: string;
  /** Method, path with query, and operation of the request. */
  readonly request: string;
  /** Which of the user's equal requests, counted from 0. */
  readonly nth: number;
  readonly change: AnswerChange;
}

export type AnswerChange =
  | { readonly kind: 'status'; readonly status: number }
  /** Null takes the header away; it comes as often as `times` says, once by default. */
  | {
      readonly kind: 'header';
      readonly name: string;
      readonly value: string | null;
      readonly times?: number;
    }
  /** Cut in the middle, so that it is no JSON; nothing at all; or bytes that are no text. */
  | { readonly kind: 'cut' | 'empty' | 'binary' }
  | { readonly kind: 'json'; readonly json: JsonChange };

export interface NoticePlant {
  readonly on: 'notification';
  /** The recipient. */
  readonly user: string;
  /** See `noticeName`. */
  readonly notice: string;
  /** Which of the user's deliveries of that name, counted from 0. */
  readonly nth: number;
  readonly change: NoticeChange;
}

export type NoticeChange =
  /** `swapped`: it comes after the next one to the same client. */
  | { readonly kind: 'missing' | 'twice' | 'swapped' }
  | { readonly kind: 'channel'; readonly channel: string }
  | { readonly kind: 'json'; readonly json: JsonChange };

/** Names the request of an answer, as plants do. */
export function requestName(method: string, path: string, operation: string | null): string {
  return [method, path, operation].filter((each) => each !== null).join(' ');
}
