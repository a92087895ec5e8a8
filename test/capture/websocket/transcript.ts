import {
  MessageReader,
  type MessageReaderOptions,
} from '../../../src/capture/websocket/message-reader.js';

export const plain: MessageReaderOptions = { takeover: null, limit: 1024 * 1024 };

/**
 * What a reader says of bytes that come in these pieces: `text …`, `no text`, `close`, `unreadable …`, and
 * `+n` for n bytes that no message ends with. Checks that all bytes come out as they went in, and unchanged.
 */
export function heard(pieces: readonly Buffer[], options: MessageReaderOptions = plain): string[] {
  const reader = new MessageReader(options);
  const before = Buffer.concat(pieces);
  const wire: Buffer[] = [];
  const said: string[] = [];
  for (const piece of pieces) {
    for (const event of reader.read(piece)) {
      if (event.type !== 'unreadable') wire.push(event.wire);
      if (event.type === 'message')
        said.push(event.text === null ? 'no text' : `text ${event.text}`);
      else if (event.type === 'unreadable')
        said.push(`unreadable (${event.fault}): ${event.reason}`);
      else if (event.type === 'close') said.push('close');
      else said.push(`+${event.wire.length}`);
    }
  }
  if (!Buffer.concat(wire).equals(before)) throw new Error('the bytes are not those that came');
  return said;
}

/** The same without the bytes in between, whose number depends on the pieces. */
export function messages(pieces: readonly Buffer[], options?: MessageReaderOptions): string[] {
  return heard(pieces, options).filter((line) => !line.startsWith('+'));
}

/** Cuts bytes at these places, which need not be in order. */
export function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort(
    (a, b) => a - b,
  );
  return [0, ...ends].map((start, index) => bytes.subarray(start, [...ends, bytes.length][index]));
}
