import type { Answer } from './ask.js';

/** The cookies that answers set, as the next request sends them; nothing if there are none. */
export function cookieHeader(answers: readonly Answer[]): Readonly<Record<string, string>> {
  const cookies = new Map<string, string>();
  for (const line of answers.flatMap(({ headers }) => headers['set-cookie'] ?? [])) {
    const [, name, value] = /^\s*([^=;\s]+)=([^;]*)/u.exec(line) ?? [];
    if (name !== undefined && value !== undefined) cookies.set(name, value);
  }
  if (cookies.size === 0) return {};
  return { Cookie: Array.from(cookies, (pair) => pair.join('=')).join('; ') };
}
