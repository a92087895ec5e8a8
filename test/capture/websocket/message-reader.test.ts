import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BodyBudget } from '../../../src/capture/body-budget.js';
import { MessageReader } from '../../../src/capture/websocket/message-reader.js';
import { frame } from './frames.js';
import { cut, heard, messages, plain } from './transcript.js';

const text = 1;
const mask = Buffer.from([1, 2, 3, 250]);

describe('messages', () => {
  it('reads a message in one frame, and ends it with its last byte', () => {
    const bytes = frame({ opcode: text, payload: 'hello' });
    expect(heard([bytes])).toEqual(['text hello']);
    expect(heard([bytes.subarray(0, -1), bytes.subarray(-1)])).toEqual(['+6', 'text hello']);
  });

  it('ends an empty message with the last byte of its head', () => {
    const bytes = frame({ opcode: text, mask });
    expect(heard([bytes.subarray(0, 5), bytes.subarray(5)])).toEqual(['+5', 'text ']);
  });

  it('undoes the mask of a desktop in a copy', () => {
    expect(heard([frame({ opcode: text, payload: 'hello', mask })])).toEqual(['text hello']);
  });

  it('reads lengths of 7, 16 and 64 bits', () => {
    for (const length of [125, 126, 65_535, 65_536, 70_000]) {
      const payload = 'x'.repeat(length);
      expect(heard([frame({ opcode: text, payload })])).toEqual([`text ${payload}`]);
    }
  });

  it('reads a length that takes more bytes than it needs', () => {
    expect(heard([frame({ opcode: text, payload: 'a', lengthBytes: 8 })])).toEqual(['text a']);
  });

  it('puts fragments together, with control frames in between', () => {
    const bytes = Buffer.concat([
      frame({ opcode: text, payload: 'he', fin: false }),
      frame({ opcode: 9, payload: 'ping' }),
      frame({ opcode: 0, payload: 'll', fin: false }),
      frame({ opcode: 10 }),
      frame({ opcode: 0, payload: 'o' }),
    ]);
    expect(heard([bytes])).toEqual(['text hello']);
  });

  it('tells several messages of one piece apart, and what is left', () => {
    const bytes = Buffer.concat([
      frame({ opcode: text, payload: 'a' }),
      frame({ opcode: text, payload: 'b' }),
      frame({ opcode: text, payload: 'rest' }).subarray(0, 4),
    ]);
    expect(heard([bytes])).toEqual(['text a', 'text b', '+4']);
  });

  it('gives no text of binary messages and of text that is no UTF-8', () => {
    const bytes = Buffer.concat([
      frame({ opcode: 2, payload: 'binary' }),
      frame({ opcode: text, payload: Buffer.from([0xc3, 0x28]) }),
      frame({ opcode: text, payload: 'good' }),
    ]);
    expect(heard([bytes])).toEqual(['no text', 'no text', 'text good']);
  });

  it('reads a character that is cut by fragments', () => {
    const [first, second] = [Buffer.from('ü').subarray(0, 1), Buffer.from('ü').subarray(1)];
    const bytes = Buffer.concat([
      frame({ opcode: text, payload: first, fin: false }),
      frame({ opcode: 0, payload: second }),
    ]);
    expect(heard([bytes])).toEqual(['text ü']);
  });

  it('tells a close, and reads what comes behind it', () => {
    const bytes = Buffer.concat([
      frame({ opcode: 8, payload: Buffer.from([3, 232]) }),
      frame({ opcode: text, payload: 'late' }),
    ]);
    expect(heard([bytes])).toEqual(['close', 'text late']);
  });

  it('gives no text of a message that is larger than the limit, and reads on', () => {
    const bytes = Buffer.concat([
      frame({ opcode: text, payload: 'x'.repeat(6), fin: false }),
      frame({ opcode: 0, payload: 'x'.repeat(5) }),
      frame({ opcode: text, payload: 'x'.repeat(10) }),
    ]);
    const limit = { ...plain, limit: 10 };
    expect(heard([bytes], limit)).toEqual(['no text', `text ${'x'.repeat(10)}`]);
    expect(messages(cut(bytes, [...bytes.keys()]), limit)).toEqual(messages([bytes], limit));
  });
});

describe('what can not be read', () => {
  it.each([
    ['RSV1 where nothing was agreed on', { opcode: text, rsv: 4 }],
    ['RSV2', { opcode: text, rsv: 2 }],
    ['RSV3 of a control frame', { opcode: 9, rsv: 1 }],
    ['a reserved opcode', { opcode: 3 }],
    ['a reserved control opcode', { opcode: 11 }],
    ['a fragmented control frame', { opcode: 9, fin: false }],
    ['a long control frame', { opcode: 9, payload: 'x'.repeat(126) }],
    ['a continuation of nothing', { opcode: 0 }],
  ])('gives up at %s, and passes the rest', (_what, broken) => {
    const good = frame({ opcode: text, payload: 'good' });
    const bytes = Buffer.concat([good, frame(broken), good]);
    const said = heard([bytes, good]);
    expect(said[0]).toBe('text good');
    expect(said.filter((line) => line.startsWith('unreadable (peer)'))).toHaveLength(1);
    expect(said.filter((line) => line.startsWith('text'))).toHaveLength(1);
  });

  it('gives up at a message within a message', () => {
    const first = frame({ opcode: text, fin: false });
    expect(heard([Buffer.concat([first, frame({ opcode: text })])]).at(-1)).toMatch(/^unreadable/);
  });

  it('gives up at a length that no number holds', () => {
    const bytes = Buffer.from([0x81, 127, 255, 255, 255, 255, 255, 255, 255, 255]);
    expect(heard([bytes])).toEqual(['+10', 'unreadable (peer): a frame is too long']);
  });

  it('passes whatever comes, in any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 50 })),
        fc.constantFrom(null, true, false),
        (pieces, takeover) => {
          heard(
            pieces.map((piece) => Buffer.from(piece)),
            { takeover, limit: 20 },
          );
        },
      ),
    );
  });
});

const frames = fc.array(
  fc.record({
    fragments: fc.array(fc.string({ unit: 'binary', maxLength: 200 }), {
      minLength: 1,
      maxLength: 4,
    }),
    ping: fc.boolean(),
    masked: fc.boolean(),
  }),
  { maxLength: 6 },
);

it('hears the same however the bytes are cut', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.nat()), (sent, places) => {
      const bytes = Buffer.concat(
        sent.flatMap(({ fragments, ping, masked }) =>
          fragments.flatMap((payload, index) => [
            frame({
              opcode: index === 0 ? text : 0,
              payload,
              fin: index === fragments.length - 1,
              ...(masked ? { mask } : {}),
            }),
            ...(ping ? [frame({ opcode: 9, payload: 'p' })] : []),
          ]),
        ),
      );
      expect(messages(cut(bytes, places))).toEqual(
        sent.map(({ fragments }) => `text ${fragments.join('')}`),
      );
    }),
  );
});

describe('the memory of all readers', () => {
  it('gives no room to a message beyond what all may hold, until one is whole, too large or dropped', () => {
    const budget = new BodyBudget(10);
    const reader = (limit = 100): MessageReader =>
      new MessageReader({ takeover: null, limit, budget });
    const said = (of: MessageReader, bytes: Buffer): string[] =>
      [...of.read(bytes)].map((event) => (event.type === 'message' ? `${event.text}` : event.type));
    const long = frame({ opcode: text, payload: '12345678' });
    const half = long.subarray(0, -2);
    const [whole, cut, large] = [reader(), reader(), reader(7)];
    expect(said(whole, half)).toEqual(['bytes']);
    expect(said(reader(), long)).toEqual(['null']);
    expect(said(whole, long.subarray(-2))).toEqual(['12345678']);
    expect(said(cut, half)).toEqual(['bytes']);
    expect(said(reader(), long)).toEqual(['null']);
    cut.drop();
    expect(said(large, half)).toEqual(['bytes']);
    expect(said(large, long.subarray(-2))).toEqual(['null']);
    expect(said(reader(), frame({ opcode: text, payload: '1234567890' }))).toEqual(['1234567890']);
  });
});
