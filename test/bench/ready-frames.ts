import { constants, createDeflateRaw } from 'node:zlib';

/** How frames are made. */
export interface FrameStyle {
  /** By permessage-deflate with context takeover (RFC 7692 §7.1.1), each message a frame. */
  readonly deflate: boolean;
  /** With a key of zeros, which leaves the payload as it is (RFC 6455 §5.3). */
  readonly masked: boolean;
}

/**
 * One text frame for each text. Deflated ones are a stream: they must be sent in this order, from the
 * first on, and may begin again after the last, for the first refers to nothing before it.
 */
export async function readyFrames(
  texts: readonly string[],
  { deflate, masked }: FrameStyle,
): Promise<readonly Buffer[]> {
  const payloads = deflate ? await deflated(texts) : texts.map((text) => Buffer.from(text));
  return payloads.map((payload) => {
    const { length } = payload;
    const first = deflate ? 0xc1 : 0x81;
    const mask = masked ? 0x80 : 0;
    const head = length < 126 ? [first, mask | length] : [first, mask | 126, length >> 8, length];
    return Buffer.concat([Buffer.from(head), Buffer.alloc(masked ? 4 : 0), payload]);
  });
}

/** What a sync flush ends with, and a message leaves out (RFC 7692 §7.2.1). */
const tail = 4;

async function deflated(texts: readonly string[]): Promise<readonly Buffer[]> {
  const stream = createDeflateRaw();
  const payloads: Buffer[] = [];
  for (const text of texts) {
    stream.write(text);
    await new Promise<void>((resolve) => stream.flush(constants.Z_SYNC_FLUSH, resolve));
    const bytes: Buffer = stream.read();
    payloads.push(bytes.subarray(0, -tail));
  }
  stream.close();
  return payloads;
}
