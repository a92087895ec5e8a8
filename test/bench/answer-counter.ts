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

/** The 101 of an upgrade, then frames that are not masked and between 126 and 65,535 bytes long (RFC 6455 §5.2). */
export function frameCounter(): Counter {
  let head = '';
  let open = false;
  let missing = 0;
  return (bytes) => {
    if (!open) {
      head += bytes.toString('latin1');
      if (!head.endsWith('\r\n\r\n')) return 'more';
      if (!head.startsWith('HTTP/1.1 101')) throw new Error(`no websocket: ${head}`);
      open = true;
      return 'whole';
    }
    if (missing === 0) {
      if (bytes[0] !== 0x81 || bytes[1] !== 126) throw new Error('an unexpected frame');
      missing = 4 + bytes.readUInt16BE(2);
    }
    missing -= bytes.length;
    if (missing < 0) throw new Error('more came than a frame');
    return missing === 0 ? 'whole' : 'more';
  };
}

function lengthOf(head: string): number {
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(`not the expected answer: ${head}`);
  const length = /\r\ncontent-length: *(\d+)/iu.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without a Content-Length: ${head}`);
  return Number(length);
}
