/**
 * Text of at most `width` characters: what is too long loses its middle, because paths and ids differ at
 * their ends.
 */
export function shorten(text: string, width: number): string {
  // A line of a recording may be megabytes long; only its ends are looked at.
  if (text.length <= width) return text;
  const characters =
    text.length > 4 * width + 4
      ? [...text.slice(0, 2 * width), ...text.slice(-2 * width)]
      : [...text];
  if (characters.length <= width) return text;
  const head = Math.floor((width - 1) / 2);
  const tail = width - 1 - head;
  return `${characters.slice(0, head).join('')}…${tail > 0 ? characters.slice(-tail).join('') : ''}`;
}
