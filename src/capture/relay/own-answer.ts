/** An answer that the relay itself gives: the server could not be asked, or must not be. */
export interface OwnAnswer {
  readonly status: number;
  /** One line. */
  readonly text: string;
  /** Say that the connection is closed behind it. */
  readonly close: boolean;
  /** It answers a HEAD: no body is sent. */
  readonly head?: boolean;
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  505: 'HTTP Version Not Supported',
};

/** The answer to a request for which no connection could be made. */
export function badGateway(method: string, text: string, close: boolean): Buffer {
  return ownAnswer({ status: 502, text, close, head: method === 'HEAD' });
}

/** The answer as bytes. */
export function ownAnswer({ status, text, close, head = false }: OwnAnswer): Buffer {
  const body = `understudy: ${text}\n`;
  const lines = [
    `HTTP/1.1 ${status} ${reasons[status] ?? 'Bad Request'}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(close ? ['Connection: close'] : []),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${head ? '' : body}`);
}
