/** A HAR as far as tests take it apart. */
export interface Har {
  log: {
    version: string;
    creator: { name: string; version: string; comment?: string };
    browser?: { name: string; version: string };
    pages?: unknown[];
    entries: Entry[];
    _understudy?: unknown;
  };
}

export interface Named {
  name: string;
  value: string;
}

export interface Entry {
  startedDateTime: string;
  time: number;
  pageref?: string;
  connection?: string;
  request: {
    method: string;
    url: string;
    httpVersion: string;
    headers: Named[];
    cookies: Named[];
    queryString: Named[];
    headersSize: number;
    bodySize: number;
    postData?: { mimeType: string; text: string; params?: Named[] };
  };
  response: {
    status: number;
    statusText: string;
    httpVersion: string;
    headers: Named[];
    cookies: Named[];
    content: { size: number; mimeType: string; text?: string; encoding?: string; comment?: string };
    redirectURL: string;
    headersSize: number;
    bodySize: number;
    _error?: string | null;
  };
  cache: object;
  timings: { send: number; wait: number; receive: number };
  _webSocketMessages?: Frame[];
  [custom: `_${string}`]: unknown;
}

export interface Frame {
  type: string;
  time: number;
  opcode: number;
  data: string;
}
