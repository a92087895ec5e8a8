import { FrameError } from './frame-error.js';

/** What a frame does (RFC 6455 §5.2, opcodes). */
export const opcodes = {
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
  pong: 10,
} as const;

/** A frame's head (RFC 6455 §5.2). */
export interface FrameHeader {
  /** The last frame of its message. */
  readonly fin: boolean;
  /** First frame of a compressed message (RFC 7692 §6). */
  readonly rsv1: boolean;
  readonly opcode: number;
  /** The masking key; null if the payload is not masked. */
  readonly mask: Buffer | null;
  /** Bytes of payload. */
  readonly length: number;
}

/** Whether it is a control frame, which may come between the frames of a message (§5.5). */
export function isControl({ opcode }: FrameHeader): boolean {
  return opcode >= opcodes.close;
}

/** How many bytes a frame's head has, as far as its first bytes tell. */
export function headerLength(bytes: Buffer): number {
  const second = bytes[1];
  if (second === undefined) return 2;
  const short = second & 0x7f;
  return 2 + (short === 127 ? 8 : short === 126 ? 2 : 0) + (second & 0x80 ? 4 : 0);
}

/**
 * Reads a frame's head. Masks are taken as they come, also where §5.1 forbids them: they can be undone.
 *
 * @param bytes the whole head
 * @throws FrameError if no peer could go on after it
 */
export function parseHeader(bytes: Buffer): FrameHeader {
  const first = bytes.readUInt8(0);
  const second = bytes.readUInt8(1);
  const short = second & 0x7f;
  const header: FrameHeader = {
    fin: (first & 0x80) !== 0,
    rsv1: (first & 0x40) !== 0,
    opcode: first & 0x0f,
    mask: (second & 0x80) === 0 ? null : bytes.subarray(-4),
    length: short === 126 ? bytes.readUInt16BE(2) : short === 127 ? longLength(bytes) : short,
  };
  if ((first & 0x30) !== 0) throw new FrameError('a reserved bit is set', 'peer');
  if (!known.has(header.opcode)) throw new FrameError('an opcode is reserved', 'peer');
  if (isControl(header) && (!header.fin || header.length > 125 || header.rsv1)) {
    throw new FrameError('a control frame is not valid', 'peer');
  }
  return header;
}

const known: ReadonlySet<number> = new Set(Object.values(opcodes));

function longLength(bytes: Buffer): number {
  const length = bytes.readBigUInt64BE(2);
  if (length > BigInt(Number.MAX_SAFE_INTEGER)) throw new FrameError('a frame is too long', 'peer');
  return Number(length);
}
