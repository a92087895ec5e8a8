import type { RecordedExchange, RecordedMessage } from '../../recording/reader.js';
import { percentDecoded } from './codec.js';
import { shapeOf } from './shape.js';

/** Where values come from, or go to. */
export interface FlowPlace {
  /** `POST /me/calls/*`, `answer to POST /me/calls/*`, `notification CallStateChangeMessage on /v2/me/calls`, `publish on /chat`. */
  readonly of: string;
  /** `path/3` (a segment, counted from 1), `path` (all of it), `query/<name>`, `header/<name>`, `form/<name>`, `body<pointer>`, `data<pointer>`. */
  readonly part: string;
}

/** One text for a place. */
export function textOfPlace({ of, part }: FlowPlace): string {
  return `${of} ${part}`;
}

export function requestPlace({ method, path }: Pick<RecordedExchange, 'method' | 'path'>): string {
  return `${method} ${templateOf(path)}`;
}

export function answerPlace(exchange: Pick<RecordedExchange, 'method' | 'path'>): string {
  return `answer to ${requestPlace(exchange)}`;
}

export function notificationPlace({ channel, notification }: RecordedMessage): string {
  const type = notification?.messageType ?? null;
  const on = `on ${templateOf(channel ?? '')}`;
  return type === null ? `notification ${on}` : `notification ${type} ${on}`;
}

export function publishPlace({ channel }: RecordedMessage): string {
  return `publish on ${templateOf(channel ?? '')}`;
}

/** Longer ones are cut, since a template is kept with each value. */
const longestTemplate = 1_000;

/** A path in which `*` stands for what is an identifier, without its query. */
function templateOf(path: string): string {
  const [bare = ''] = path.split('?', 1);
  return bare.slice(0, longestTemplate).split('/').map(templateOfSegment).join('/');
}

/** In `me;jsessionid=…` only the end varies; a list of identifiers is one, however long. */
function templateOfSegment(segment: string): string {
  const parts = segment.split(/([,;=])/u).map((part) => (isVariable(part) ? '*' : part));
  return parts.join('').replace(/\*(?:,\*)+/gu, '*');
}

function isVariable(raw: string): boolean {
  const shape = shapeOf(percentDecoded(raw) ?? raw);
  return shape === 'id' || shape === 'number' || shape === 'time';
}
