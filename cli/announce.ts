/** Says on standard output that connections are accepted; other programs wait for this line. */
export function announce(url: string, json: boolean): void {
  console.log(json ? JSON.stringify({ event: 'listening', url }) : `listening on ${url}`);
}
