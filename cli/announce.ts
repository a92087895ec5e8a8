/** Says, usually on standard output, that connections are accepted; other programs wait for this line. */
export function announce(
  url: string,
  json: boolean,
  say: (line: string) => void = console.log,
): void {
  say(json ? JSON.stringify({ event: 'listening', url }) : `listening on ${url}`);
}
