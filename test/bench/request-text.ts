import { callsOfAVisit, type Load } from './load.js';
import { callBody } from './payloads.js';

/** What `safe` asks for. */
export const safePath = '/api/v2/me/tweets';

/** The n-th request of a connection, as it goes over the wire. */
export function requestText(load: Load, connection: number, n: number): string {
  const who = `${load.name}-${connection}`;
  switch (load.kind) {
    case 'calls':
      return call(load, `tweets/${who}-${n}`, `${who}-0`);
    case 'visits':
      return call(load, `tweets/${n % callsOfAVisit}`, `${who}-${Math.floor(n / callsOfAVisit)}`);
    case 'safe':
      return `GET ${safePath} HTTP/1.1\r\n${head(load, `${who}-0`)}\r\n`;
    case 'websocket':
      return `GET /notifications HTTP/1.1\r\n${head(load, `${who}-0`)}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${load.deflate ? 'Sec-WebSocket-Extensions: permessage-deflate\r\n' : ''}\r\n`;
  }
}

function call(load: Load, resource: string, cookie: string): string {
  return `POST /api/v2/me/${resource} HTTP/1.1\r\n${head(load, cookie)}Content-Type: application/json\r\nContent-Length: ${callBody.length}\r\n\r\n${callBody}`;
}

function head({ url, coding }: Load, cookie: string): string {
  return `Host: ${new URL(url).host}\r\nAccept-Encoding: ${coding}\r\nCookie: JSESSIONID=${cookie}\r\n`;
}
