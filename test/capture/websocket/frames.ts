/** A frame made by hand (RFC 6455 §5.2). */
export interface HandMade {
  readonly opcode: number;
  readonly payload?: string | Buffer;
  readonly fin?: boolean;
  /** The three reserved bits: 4 is RSV1. */
  readonly rsv?: number;
  readonly mask?: Buffer;
  /** Bytes that the length is written in, if not the fewest. */
  readonly lengthBytes?: 0 | 2 | 8;
}

export function frame({
  opcode,
  payload = '',
  fin = true,
  rsv = 0,
  mask,
  lengthBytes,
}: HandMade): Buffer {
  const body = Buffer.from(payload as string);
  const size = lengthBytes ?? (body.length < 126 ? 0 : body.length < 65_536 ? 2 : 8);
  const head = Buffer.alloc(2 + size);
  head[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  const short = size === 0 ? body.length : size === 2 ? 126 : 127;
  head[1] = (mask === undefined ? 0 : 0x80) | short;
  if (size === 2) head.writeUInt16BE(body.length, 2);
  if (size === 8) head.writeBigUInt64BE(BigInt(body.length), 2);
  if (mask === undefined) return Buffer.concat([head, body]);
  const masked = body.map((byte, index) => byte ^ (mask[index % 4] as number));
  return Buffer.concat([head, mask, masked]);
}
