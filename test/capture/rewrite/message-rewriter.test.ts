import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MessageRewriter,
  type MessageRewriterOptions,
} from '../../../src/capture/rewrite/message-rewriter.js';
import { OriginText } from '../../../src/capture/rewrite/origin-text.js';
import { MessageReader } from '../../../src/capture/websocket/message-reader.js';
import { frame } from '../websocket/frames.js';
import { cut } from '../websocket/transcript.js';

const to = 'http://127.0.0.1:9000';
const server = 'http://gws.test:8080';
const plain: MessageRewriterOptions = {
  origins: new OriginText([server]),
  to,
  takeover: null,
  limit: 10_000,
  onUnchanged: () => {},
};
const text = (payload: string, fin = true): Buffer => frame({ opcode: 1, payload, fin });

interface Rewritten {
  /** What goes on. */
  readonly wire: Buffer;
  /** What the recording is told. */
  readonly texts: (string | null)[];
  readonly said: string[];
}

function rewritten(pieces: readonly Buffer[], options = plain): Rewritten {
  const rewriter = new MessageRewriter(options);
  const wire: Buffer[] = [];
  const texts: (string | null)[] = [];
  const said: string[] = [];
  for (const event of pieces.flatMap((piece) => [...rewriter.read(piece)])) {
    if ('wire' in event) wire.push(event.wire);
    if (event.type === 'message') texts.push(event.text);
    else if (event.type !== 'bytes') said.push(event.type);
  }
  return { wire: Buffer.concat([...wire, rewriter.rest()]), texts, said };
}

/** Compresses messages as a server does that goes on with its window. */
function compressor(): (payload: string | Buffer, opcode?: number) => Buffer {
  let window = Buffer.alloc(0);
  return (payload, opcode = 1) => {
    const bytes = Buffer.from(payload as string);
    const flushed = zlib.deflateRawSync(bytes, {
      finishFlush: zlib.constants.Z_SYNC_FLUSH,
      ...(window.length === 0 ? {} : { dictionary: window }),
    });
    window = Buffer.concat([window, bytes]).subarray(-32_768);
    return frame({ opcode, payload: flushed.subarray(0, -4), rsv: 4 });
  };
}

/** What a desktop reads that agreed to compression with takeover. */
function read(wire: Buffer): (string | null)[] {
  const reader = new MessageReader({ takeover: true, limit: 1_000_000 });
  return [...reader.read(wire)].map((event) => {
    if (event.type === 'unreadable') return `unreadable: ${event.reason}`;
    return event.type === 'message' ? event.text : event.type;
  });
}

describe('messages that are not compressed', () => {
  it('go on byte for byte where no origin stands in them', () => {
    const wire = Buffer.concat([
      text('be', false),
      frame({ opcode: 9, payload: 'p' }),
      frame({ opcode: 0, payload: 'gin', fin: true }),
      frame({ opcode: 2, payload: Buffer.from([1, 2, 3]) }),
      text(''),
      frame({ opcode: 1, payload: 'padded', lengthBytes: 8 }),
    ]);
    const { texts, wire: out } = rewritten([wire]);
    expect(texts).toEqual(['begin', null, '', 'padded']);
    // Only the ping overtakes the fragment that is kept back.
    expect(out.length).toBe(wire.length);
    expect(out.subarray(0, 3)).toEqual(frame({ opcode: 9, payload: 'p' }));
    expect(out.subarray(3)).toEqual(Buffer.concat([wire.subarray(0, 4), wire.subarray(7)]));
  });

  it.each([10, 200, 70_000])('name the recorder, framed anew, with %i bytes more', (size) => {
    const rest = 'x'.repeat(size);
    const out = rewritten([text(`[{"uri":"${server}/a","s":"${rest}"}]`)], {
      ...plain,
      limit: 1e6,
    });
    expect(out.texts).toEqual([`[{"uri":"${server}/a","s":"${rest}"}]`]);
    expect(out.wire).toEqual(text(`[{"uri":"${to}/a","s":"${rest}"}]`));
  });

  it('are put together from fragments, and read the same wherever they are cut', () => {
    const wire = Buffer.concat([
      text('["http://gws', false),
      frame({ opcode: 10, payload: 'pong' }),
      frame({ opcode: 0, payload: '.test:8080/é"]' }),
      frame({ opcode: 8, payload: Buffer.from([3, 232]) }),
    ]);
    const expected = Buffer.concat([
      frame({ opcode: 10, payload: 'pong' }),
      text(`["${to}/é"]`),
      frame({ opcode: 8, payload: Buffer.from([3, 232]) }),
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat()), (places) => {
        const out = rewritten(cut(wire, places));
        expect(out).toEqual({ wire: expected, texts: [`["${server}/é"]`], said: ['close'] });
      }),
    );
  });

  it('go on as they come once they are too large, and that is told', () => {
    const reasons: string[] = [];
    const wire = text(`${server}/${'x'.repeat(20_000)}`);
    const pieces = cut(wire, [9_000, 12_000, 15_000]);
    const options = { ...plain, onUnchanged: (reason: string) => reasons.push(reason) };
    const out = rewritten([...pieces, text(server)], options);
    expect(out.wire).toEqual(Buffer.concat([wire, text(to)]));
    expect(out.texts).toEqual([null, server]);
    expect(reasons).toEqual(['it is too large']);
  });

  it('that never become whole go on as far as they came', () => {
    const begun = text(`${server}/x`, false);
    expect(rewritten([begun, frame({ opcode: 8 })]).wire).toEqual(
      Buffer.concat([begun, frame({ opcode: 8 })]),
    );
    expect(rewritten([begun.subarray(0, 7)]).wire).toEqual(begun.subarray(0, 7));
  });

  it('go on as they come after a peer broke the protocol', () => {
    const noise = Buffer.concat([text('a'), text('b', false), text(server), text(server)]);
    expect(rewritten([noise])).toEqual({ wire: noise, texts: ['a'], said: ['unreadable'] });
    const reserved = Buffer.concat([frame({ opcode: 3, payload: 'x' }), text(server)]);
    expect(rewritten(cut(reserved, [1])).wire).toEqual(reserved);
  });
});

describe('compressed messages', () => {
  const takeover = { ...plain, takeover: true };
  const said = [
    `first ${server}`,
    `second ${server}/x`,
    'no origin, but much as before: http',
    'é',
  ];

  it('are readable after one was rewritten, although later ones point back into it', () => {
    const compress = compressor();
    const wire = Buffer.concat([
      compress('no origin yet'),
      ...said.map((each) => compress(each)),
      compress(Buffer.from([0xff, 0, 1]), 2),
      text(`uncompressed ${server}`),
      compress(said[2] as string),
    ]);
    const out = rewritten([wire], takeover);
    const expected = ['no origin yet', ...said, null, `uncompressed ${server}`, said[2]];
    expect(out.texts).toEqual(expected);
    expect(read(out.wire)).toEqual(expected.map((each) => each?.replace(server, to) ?? null));
  });

  it('go on byte for byte until one is rewritten', () => {
    const compress = compressor();
    const wire = Buffer.concat([compress('a'), compress('a a a'), compress(Buffer.from([1]), 2)]);
    expect(rewritten([wire], takeover).wire).toEqual(wire);
  });

  it('would not be readable if later ones went on compressed', () => {
    const compress = compressor();
    const [first, second] = [
      compress(`${server}/aaaaaaaaaaaa`),
      compress(`${server}/aaaaaaaaaaaa`),
    ];
    const planted = Buffer.concat([rewritten([first], takeover).wire, second]);
    expect(read(planted)[1]).not.toBe(`${server}/aaaaaaaaaaaa`);
    expect(read(rewritten([first, second], takeover).wire)[1]).toBe(`${to}/aaaaaaaaaaaa`);
  });

  it('of a server that begins anew with each go on compressed', () => {
    const [first, second] = [compressor()(`${server}/a`), compressor()('second')];
    const out = rewritten([first, second], { ...plain, takeover: false });
    expect(out.wire).toEqual(Buffer.concat([text(`${to}/a`), second]));
  });

  it('that can not be read after one was rewritten leave the desktop stuck', () => {
    const compress = compressor();
    const broken = frame({ opcode: 1, payload: Buffer.from([0xff, 0xff]), rsv: 4 });
    const out = rewritten([compress(server), broken, text('x')], takeover);
    expect(out.said).toEqual(['stuck']);
    const large = frame({ opcode: 1, payload: Buffer.alloc(20_000), rsv: 4 });
    expect(rewritten([compressor()(server), large], takeover).said).toEqual(['stuck']);
    // Before, the desktop has all that the server sent.
    expect(rewritten([large], takeover)).toMatchObject({ wire: large, said: ['unreadable'] });
  });
});
