import { InvalidArgumentError } from 'commander';

const units = { GiB: 1024 ** 3, MiB: 1024 ** 2, KiB: 1024 } as const;

/** Reads a whole number that is not negative. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/u.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

/** Reads an amount of bytes: `65536`, `64KiB`, `16MiB`, `1GiB`. */
export function size(text: string): number {
  const [, digits, unit] = /^(\d{1,6})(KiB|MiB|GiB)$/u.exec(text) ?? [];
  if (digits !== undefined) return Number(digits) * units[unit as keyof typeof units];
  if (!/^\d{1,15}$/u.test(text)) {
    throw new InvalidArgumentError('Give a whole number of bytes, or of KiB, MiB or GiB: 64KiB.');
  }
  return Number(text);
}

/** An amount of bytes as `size` reads it, in the largest unit that leaves nothing over. */
export function sizeText(bytes: number): string {
  const [unit, worth] = Object.entries(units).find(([, each]) => bytes % each === 0) ?? ['', 1];
  return `${bytes / worth}${unit}`;
}
