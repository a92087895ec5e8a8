import { machineMade } from './machine-made.js';

/** A secret that was met in a header turned up in a text. */
export interface Sighting {
  readonly start: number;
  readonly end: number;
  /** Its pseudonym. */
  readonly text: string;
}

/** Secrets that passed in headers, to be found again wherever they turn up. Bounded: the oldest are forgotten. */
export interface SeenSecrets {
  /** Only what looks made by a machine is remembered: a password that is a word would be found in every sentence. */
  remember(secret: string, pseudonym: string): void;
  /** In time linear in the text, however many secrets are known. */
  find(text: string): Sighting[];
}

interface Known {
  readonly secret: string;
  readonly pseudonym: string;
  /** Where the window that is hashed lies in the secret. */
  readonly offset: number;
  readonly hash: number;
}

const WINDOW = 8;
/** From this length on a secret is found within longer words too. */
const LONG = 16;
const SLOTS = 1 << 16;
/** Secrets with equal windows; more would let a hostile desktop make every search slow. */
const SAME_WINDOW = 8;

/**
 * As Rabin and Karp search for many strings: a hash of the last eight units rolls over the text, and a
 * table of counters says at once that no secret has it.
 *
 * @param limit secrets that are remembered at most
 */
export function createSeenSecrets(limit = 10_000): SeenSecrets {
  const known = new Map<string, Known>();
  const windows = new Map<number, Known[]>();
  const counters = new Uint16Array(SLOTS);

  function add(secret: string, pseudonym: string): void {
    // The middle: JWTs all begin alike, Jetty's session ids all end alike.
    const offset = (secret.length - WINDOW) >> 1;
    const entry = { secret, pseudonym, offset, hash: hashOf(secret, offset) };
    const same = windows.get(entry.hash) ?? [];
    if (same.length >= SAME_WINDOW) forget(same[0]);
    known.set(secret, entry);
    windows.set(entry.hash, [...(windows.get(entry.hash) ?? []), entry]);
    count(entry.hash, 1);
    if (known.size > limit) forget(known.values().next().value);
  }

  function count(hash: number, change: 1 | -1): void {
    const slot = slotOf(hash);
    counters[slot] = (counters[slot] ?? 0) + change;
  }

  function forget(entry: Known | undefined): void {
    if (entry === undefined) return;
    known.delete(entry.secret);
    count(entry.hash, -1);
    const left = (windows.get(entry.hash) ?? []).filter((each) => each !== entry);
    if (left.length === 0) windows.delete(entry.hash);
    else windows.set(entry.hash, left);
  }

  function at(text: string, index: number, hash: number): Sighting | null {
    for (const { secret, pseudonym, offset } of windows.get(hash) ?? []) {
      const start = index - offset;
      if (start < 0 || !text.startsWith(secret, start)) continue;
      const end = start + secret.length;
      if (secret.length >= LONG || standsAlone(text, start, end)) {
        return { start, end, text: pseudonym };
      }
    }
    return null;
  }

  return {
    remember(secret, pseudonym) {
      if (!machineMade(secret) || secret.length > 8192) return;
      for (const spelling of spellingsOf(secret)) {
        const before = known.get(spelling);
        if (before === undefined) add(spelling, pseudonym);
        else {
          known.delete(spelling);
          known.set(spelling, before);
        }
      }
    },
    find(text) {
      const sightings: Sighting[] = [];
      if (known.size === 0 || text.length < WINDOW) return sightings;
      let hash = 0;
      for (let index = 0; index < text.length; index++) {
        hash = rolled(hash, text.charCodeAt(index));
        if (counters[slotOf(hash)] === 0) continue;
        const sighting = at(text, index + 1 - WINDOW, hash);
        if (sighting !== null) sightings.push(sighting);
      }
      return sightings;
    },
  };
}

/** Each unit moves the others by four bits, so that after eight more nothing of it is left. */
function rolled(hash: number, unit: number): number {
  return (hash << 4) ^ unit;
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 16)) & (SLOTS - 1);
}

function hashOf(text: string, offset: number): number {
  let hash = 0;
  for (let index = offset; index < offset + WINDOW; index++) {
    hash = rolled(hash, text.charCodeAt(index));
  }
  return hash;
}

/** As it is, percent-encoded, and in JSON by those who escape `/`. */
function spellingsOf(secret: string): ReadonlySet<string> {
  return new Set([secret, encodeURIComponent(secret), secret.replaceAll('/', '\\/')]);
}

/** Whether no longer word is around it; an escape (`%3D`, `\n`, `\u003d`) is none. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 6), start);
  const open = /(?:^|[^a-z0-9]|%[0-9a-f]{2}|\\[nrtbf]|\\u[0-9a-f]{4})$/iu.test(before);
  return open && !/[A-Za-z0-9]/u.test(text[end] ?? ' ');
}
