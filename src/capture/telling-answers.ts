import { asksForVersion } from './server-version.js';

/** Members of answers to `GET …/me` and `…/diagnostics/version` that tell who the user is, and what the server. */
const TOLD: ReadonlySet<string> = new Set(['user', 'version']);

/** The members of the answer to a safe exchange that matter; null if none does. */
export function tellingMembers(method: string, path: string): ReadonlySet<string> | null {
  return isMe(method, path) || asksForVersion(method, path) ? TOLD : null;
}

/** `GET …/me`: its answer names the user. */
export function isMe(method: string, path: string): boolean {
  return method === 'GET' && /^[^?#]*\/me\/?(?:[?#]|$)/u.test(path);
}
