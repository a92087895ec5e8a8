import { printable } from './printable.js';
import { shorten } from './shorten.js';

/** What a recorder that has just started was told to do. */
export interface RecordStart {
  /** Where desktops reach it. */
  readonly url: string;
  readonly target: string;
  readonly file: string;
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
  /** Bytes after which a new file begins. */
  readonly maxSize?: number;
  /** Milliseconds after which one begins. */
  readonly rotate?: number;
}

/** Names that are told of a list. */
const MOST_NAMES = 5;
/** Characters of a name. */
const LONGEST = 60;

const times = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

const sizes = [
  ['GiB', 1024 ** 3],
  ['GB', 1e9],
  ['MiB', 1024 ** 2],
  ['MB', 1e6],
  ['KiB', 1024],
  ['kB', 1e3],
  ['B', 1],
] as const;

/** What is recorded and into which file, in one line: `recording http://… to http://… into monday.db; …`. */
export function describeRecordStart(start: RecordStart): string {
  const { url, target, file, only = [], exclude = [], maxSize, rotate } = start;
  const limits = [
    ...(rotate === undefined ? [] : [`after ${inUnit(rotate, times)}`]),
    ...(maxSize === undefined ? [] : [`at ${inUnit(maxSize, sizes)}`]),
  ];
  return [
    `recording what goes through ${url} to ${new URL(target).origin}, into ${printable(file)}`,
    ...(only.length === 0 ? [] : [`of the calls only ${names(only)}`]),
    ...(exclude.length === 0 ? [] : [`nothing on ${names(exclude)}`]),
    ...(limits.length === 0 ? [] : [`goes on in a new file ${limits.join(' or ')}`]),
  ].join('; ');
}

function names(all: readonly string[]): string {
  const told = all.slice(0, MOST_NAMES).map((each) => shorten(printable(each), LONGEST));
  const more = all.length - told.length;
  return `${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** In the largest unit that leaves nothing over. */
function inUnit(amount: number, units: readonly (readonly [string, number])[]): string {
  const [unit, worth] = units.find(([, each]) => amount % each === 0) ?? ['', 1];
  return `${amount / worth} ${unit}`;
}
