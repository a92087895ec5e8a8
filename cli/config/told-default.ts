/** A description, and the default that it tells in words: `where it goes (default: nowhere)`. */
export function toldDefault(description: string): {
  readonly text: string;
  readonly usual?: string;
} {
  const [, text = '', usual] =
    /^([\s\S]*?)(?: \(default: ([\s\S]*?)\))?$/u.exec(
      // "may be repeated" is added behind a default that is told in words.
      description.replace(/( \(default: .*\))(; may be repeated)$/u, '$2$1'),
    ) ?? [];
  return { text, ...(usual === undefined ? {} : { usual }) };
}
