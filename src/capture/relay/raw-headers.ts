import type { IncomingMessage } from 'node:http';
import type { Headers } from '../../recording/exchange.js';

type ResponseLine = Pick<
  IncomingMessage,
  'httpVersion' | 'statusCode' | 'statusMessage' | 'rawHeaders'
>;

/** Node's flat list of names and values as pairs. */
export function headerPairs(raw: readonly string[]): Headers {
  return raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : [],
  );
}

/** Values by name as first written, repeats in order: what Node writes back without joining them. */
export function headerGroups(headers: Headers): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  const names = new Map<string, string>();
  for (const [name, value] of headers) {
    const first = names.get(name.toLowerCase()) ?? name;
    names.set(name.toLowerCase(), first);
    groups.set(first, [...(groups.get(first) ?? []), value]);
  }
  return groups;
}

/** The head of a response as text, its headers in wire order and case. */
export function responseHeadText(response: ResponseLine): string {
  const { httpVersion, statusCode, statusMessage, rawHeaders } = response;
  const fields = headerPairs(rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/${httpVersion} ${statusCode} ${statusMessage}\r\n${fields.join('')}\r\n`;
}
