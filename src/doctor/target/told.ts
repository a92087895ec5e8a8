/** Characters of what a server says that are told on. */
const most = 120;

/** What a server said, short enough for a line. */
export function told(text: string): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
