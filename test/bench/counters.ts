/** Counts the bytes of what comes back; tells when an answer is whole. */
export type Counter = (bytes: Buffer) => 'more' | 'whole';

/**
 * One answer after another on a connection without pipelining. No more than a load needs, so that
 * reading costs less than what is measured: status 200 and a Content-Length, or it throws.
 */
export function answerCounter(): Counter {
  let head = '';
  let missing = 0;
  return (bytes) => {
    let body = bytes.length;
    if (missing === 0) {
      const before = head.length;
      head += bytes.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return 'more';
      missing = lengthOf(head.slice(0, end));
      body -= end + 4 - before;
      head = '';
    }
    missing -= body;
    if (missing < 0) throw new Error('more came than an answer');
    return missing === 0 ? 'whole' : 'more';
  };
}

/** The 101 of an upgrade, with what it must say of permessage-deflate, then frames. */
export function websocketCounter(deflate: boolean): Counter {
  let head = '';
  let frames: Counter | null = null;
  return (bytes) => {
    if (frames !== null) return frames(bytes);
    head += bytes.toString('latin1');
    if (!head.endsWith('\r\n\r\n')) return 'more';
    if (!head.startsWith('HTTP/1.1 101')) throw new Error(`no websocket: ${head}`);
    if (/permessage-deflate/u.test(head) !== deflate) throw new Error(`other extensions: ${head}`);
    frames = frameCounter();
    return 'whole';
  };
}

/** One text frame after another, whole messages below 64 KiB, masked or not, deflated or not (RFC 6455 §5.2). */
export function frameCounter(): Counter {
  let head: Buffer = Buffer.alloc(0);
  let missing = 0;
  return (bytes) => {
    if (missing === 0) {
      head = head.length === 0 ? bytes : Buffer.concat([head, bytes]);
      const size = frameSize(head);
      if (size === null) return 'more';
      missing = size - head.length;
      head = Buffer.alloc(0);
    } else {
      missing -= bytes.length;
    }
    if (missing < 0) throw new Error('more came than a frame');
    return missing === 0 ? 'whole' : 'more';
  };
}

/** Null while it can't be known. */
function frameSize(head: Buffer): number | null {
  if (head.length < 2) return null;
  // FIN, opcode 1, RSV1 for a deflated one (RFC 7692 §7.2.1).
  if (((head[0] as number) & ~0x40) !== 0x81) throw new Error('an unexpected frame');
  const second = head[1] as number;
  const [mask, length] = [second & 0x80 ? 4 : 0, second & 0x7f];
  if (length < 126) return 2 + mask + length;
  if (length === 127) throw new Error('a frame of 64 KiB or more');
  return head.length < 4 ? null : 4 + mask + head.readUInt16BE(2);
}

function lengthOf(head: string): number {
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(`not the expected answer: ${head}`);
  const length = /\r\ncontent-length: *(\d+)/iu.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without a Content-Length: ${head}`);
  return Number(length);
}
