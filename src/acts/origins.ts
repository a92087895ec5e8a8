import type { RecordingInfo } from '../recording/reader.js';

/** Stands for every origin of the server where requests are compared and shown. */
export function canonicalOrigin(target: string | null): string {
  return originIn(target) ?? 'http://server.invalid';
}

/** A target if it is an origin: a hostile recording may say anything there. */
function originIn(target: string | null): string | null {
  const [, scheme, host = null] = /^(https?):\/\/([^/]{1,300})$/iu.exec(target ?? '') ?? [];
  return originOfHost(host) === null || scheme === undefined ? null : target;
}

/** A hostile recording could name thousands. */
const mostOrigins = 16;

/**
 * The origins of a recorded server: its own, and those by which desktops reached the recorder.
 *
 * @param hosts values of `Host` that they sent
 */
export function recordedOrigins(
  { target, origin: recorder }: Pick<RecordingInfo, 'target' | 'origin'>,
  hosts: Iterable<string>,
): readonly string[] {
  const own = originIn(target);
  const origins = new Set<string>(own === null ? [] : [own]);
  const scheme = recorder?.startsWith('https:') === true ? 'https' : 'http';
  for (const host of hosts) {
    const origin = originOfHost(host, scheme);
    if (origin !== null && origins.size < mostOrigins) origins.add(origin);
  }
  return [...origins];
}

/** The origin that a `Host` header names; null if it is none (it comes from outside). */
export function originOfHost(
  host: string | null,
  scheme: 'http' | 'https' = 'http',
): string | null {
  return host !== null && /^(?:[\w.-]{1,255}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/iu.test(host)
    ? `${scheme}://${host}`
    : null;
}

/** Puts one origin in the place of others, wherever they stand in a text. */
export interface OriginExchange {
  /** Bytes in, bytes out; the same object if nothing stood there. Nothing else changes (promise 3). */
  bytes(content: Uint8Array, origin: string): Uint8Array;
  text(content: string, origin: string): string;
}

/** What may follow an origin; anything else continues its host or port: `http://gws:80` is not in `http://gws:8080`. */
const goesOn = String.raw`(?![\w~%-]|[.:]\w)`;

/**
 * @param origins to be replaced, like `http://gws.test:8080`; also found as JSON may escape them, `http:\/\/gws.test:8080`
 */
export function originExchange(origins: readonly string[]): OriginExchange {
  if (origins.length === 0) return { bytes: (content) => content, text: (content) => content };
  const longestFirst = origins.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(
    longestFirst.map((origin) => `${escaped(origin)}${goesOn}`).join('|'),
    'giu',
  );
  const probe = new RegExp(pattern.source, 'iu');
  const text = (content: string, origin: string): string =>
    content.replace(pattern, (found) =>
      found.includes('\\/') ? origin.replaceAll('/', '\\/') : origin,
    );
  return {
    text,
    bytes(content, origin) {
      const latin1 = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString(
        'latin1',
      );
      return probe.test(latin1) ? Buffer.from(text(latin1, origin), 'latin1') : content;
    },
  };
}

function escaped(origin: string): string {
  return origin.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&').replaceAll('/', String.raw`\\?/`);
}
