import type { Entry, Har } from './har-shapes.js';

/** What a test says of an entry; the rest is as of a call that went well. */
export interface Told {
  readonly url?: string;
  readonly method?: string;
  readonly at?: string;
  readonly time?: number;
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly answerHeaders?: readonly (readonly [string, string])[];
  readonly text?: string;
  readonly content?: object;
  readonly postData?: object;
  readonly request?: object;
  readonly response?: object;
  readonly entry?: object;
}

export const origin = 'http://gws.test:8080';

export function entry(told: Told = {}): Entry {
  const { method = 'POST', url = `${origin}/api/v2/me`, text = '{"statusCode":0}' } = told;
  const named = (list: Told['headers'] = []): object[] =>
    list.map(([name, value]) => ({ name, value }));
  return {
    startedDateTime: told.at ?? '2024-05-01T10:00:00.000Z',
    time: told.time ?? 10,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      headers: named(told.headers),
      cookies: [],
      queryString: [],
      headersSize: -1,
      bodySize: -1,
      ...(told.postData === undefined ? {} : { postData: told.postData }),
      ...told.request,
    },
    response: {
      status: told.status ?? 200,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      headers: named(told.answerHeaders),
      cookies: [],
      content: { size: text.length, mimeType: 'application/json', text, ...told.content },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      ...told.response,
    },
    cache: {},
    timings: { send: 0, wait: told.time ?? 10, receive: 0 },
    ...told.entry,
  } as Entry;
}

export function har(entries: readonly unknown[], creator = 'Hand'): Har {
  return {
    log: { version: '1.2', creator: { name: creator, version: '1' }, entries: entries as Entry[] },
  };
}
