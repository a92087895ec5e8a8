import { InvalidArgumentError } from 'commander';

const units = { GiB: 1024 ** 3, MiB: 1024 ** 2, KiB: 1024 } as const;
const decimalUnits = { kB: 1e3, MB: 1e6, GB: 1e9 } as const;
const times = { s: 1e3, m: 60e3, h: 3_600e3, d: 86_400e3 } as const;

/** Reads a whole number that is not negative. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/u.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

/** Reads a whole number, negative or not, from which chance is made. */
export function seed(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return value;
}

/** Reads an amount of bytes: `65536`, `64KiB`, `16MiB`, `1GiB`, or in thousands `64kB`, `16MB`, `1GB`. */
export function size(text: string): number {
  const [, digits, unit] = /^(\d{1,6})(KiB|MiB|GiB|kB|MB|GB)$/u.exec(text) ?? [];
  if (digits !== undefined) {
    return Number(digits) * { ...units, ...decimalUnits }[unit as keyof typeof units];
  }
  if (!/^\d{1,15}$/u.test(text)) {
    throw new InvalidArgumentError('Give a whole number of bytes, or of KiB, MiB or GiB: 64KiB.');
  }
  return Number(text);
}

/** Reads a time, `30s`, `45m`, `24h`, `7d`, in milliseconds; null if it is none. */
export function duration(text: string): number | null {
  const [, digits, unit] = /^(\d{1,6})(s|m|h|d)$/u.exec(text) ?? [];
  if (digits === undefined) return null;
  return Number(digits) * times[unit as keyof typeof times];
}

/** An amount of bytes as `size` reads it, in the largest unit that leaves nothing over. */
export function sizeText(bytes: number): string {
  const [unit, worth] = Object.entries(units).find(([, each]) => bytes % each === 0) ?? ['', 1];
  return `${bytes / worth}${unit}`;
}
