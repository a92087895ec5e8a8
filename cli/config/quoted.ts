/** Text of somebody else's for a terminal, in quotes: nothing in it moves the cursor, and no more than a line of it. */
export function quoted(text: string): string {
  const escaped = (letter: string): string =>
    `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text.slice(0, 80)).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}
