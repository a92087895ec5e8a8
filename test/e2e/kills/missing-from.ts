import { bodyText } from '../../../src/recording/body-text.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import type { RecordedExchange, Recording } from '../../../src/recording/reader.js';
import { digestOf, type SeenAnswer, type Sightings } from './sightings.js';

/**
 * What desktops had in full and the file lacks or has otherwise; a line each.
 *
 * @param files the recording's file, or all files of a series
 */
export function missingFrom(files: string | readonly string[], seen: Sightings): readonly string[] {
  const recordings = [files].flat().map((file) => openRecording(file));
  try {
    return missing(recordings, seen);
  } finally {
    for (const recording of recordings) recording.close();
  }
}

function missing(recordings: readonly Recording[], seen: Sightings): readonly string[] {
  const named = new Map<string, RecordedExchange>();
  const unnamed: string[] = [];
  for (const exchange of recordings.flatMap((each) => [...each.exchanges()])) {
    const id = exchange.requestHeaders.find(([name]) => name === 'X-Id')?.[1];
    // In a series its answer may stand in a later file, where its request is repeated.
    if (id !== undefined && named.get(id)?.outcome !== 'complete') named.set(id, exchange);
    if (seen.unnamed.size > 0) unnamed.push(asText(exchange));
  }
  const messages = recordings.flatMap((each) => [...each.messages()]);
  return [
    ...seen.answers.flatMap((answer) => wrongWith(answer, named.get(answer.id))),
    ...seen.opened.filter((id) => !named.has(id)).map((id) => `websocket ${id} is missing`),
    ...lacking(
      'message',
      seen.messages,
      messages.map(({ text }) => text),
    ),
    ...lacking('answer', seen.unnamed, unnamed),
    ...lacking(
      'notification',
      seen.data,
      messages.flatMap(({ notification }) => notification?.data ?? []),
    ),
  ];
}

function wrongWith(answer: SeenAnswer, recorded: RecordedExchange | undefined): string[] {
  const { id, status, digest, sent } = answer;
  if (recorded === undefined) return [`exchange ${id} is missing`];
  if (recorded.outcome !== 'complete') return [`the answer to ${id} is missing`];
  const wanted = `${status} ${digest} to ${sent}`;
  const body = recorded.responseBody;
  const bytes = body?.encoded ?? body?.content ?? new Uint8Array();
  const asked = recorded.requestBody === null ? '' : bodyText(recorded.requestBody);
  const found = `${recorded.status} ${digestOf(bytes)} to ${asked}`;
  return found === wanted ? [] : [`${id} is ${found} instead of ${wanted}`];
}

function lacking(
  what: string,
  seen: ReadonlyMap<string, number>,
  recorded: readonly string[],
): string[] {
  const left = new Map(seen);
  for (const text of recorded) left.set(text, (left.get(text) ?? 0) - 1);
  return [...left].flatMap(([text, count]) =>
    count > 0 ? [`${what} is missing ${count} times: ${text.slice(0, 200)}`] : [],
  );
}

function asText({ method, path, status, responseBody }: RecordedExchange): string {
  return `${method} ${path} ${status} ${responseBody === null ? '' : bodyText(responseBody)}`;
}
