const WIDTH = 16;

/** A line of a hex dump. */
export interface HexLine {
  /** Eight hexadecimal digits. */
  readonly offset: string;
  readonly hex: string;
  /** The bytes as ASCII; a dot for what can't be seen. */
  readonly text: string;
}

/** How many lines `hexLines` can give of so many bytes. */
export function hexLineCount(bytes: Uint8Array): number {
  return Math.ceil(bytes.length / WIDTH);
}

/** Lines of a hex dump, sixteen bytes each, from one line up to another. */
export function hexLines(bytes: Uint8Array, from: number, to: number): readonly HexLine[] {
  const lines: HexLine[] = [];
  for (let line = from; line < Math.min(to, hexLineCount(bytes)); line++) {
    const part = bytes.subarray(line * WIDTH, (line + 1) * WIDTH);
    const pairs = Array.from(part, (byte) => byte.toString(16).padStart(2, '0'));
    lines.push({
      offset: (line * WIDTH).toString(16).padStart(8, '0'),
      hex: `${pairs.slice(0, 8).join(' ').padEnd(23)}  ${pairs.slice(8).join(' ')}`.trimEnd(),
      text: Array.from(part, (byte) =>
        byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.',
      ).join(''),
    });
  }
  return lines;
}

/** The bytes of base64. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
