import { existsSync } from 'node:fs';
import path from 'node:path';
import { COMPANIONS } from './remove-files.js';

/** Names that one rotation tries; more files of other recorders in one folder are somebody's mistake. */
const MOST_TAKEN = 10_000;

/**
 * The name of a later file of a series: `OUT.2.db` after `OUT.db`.
 *
 * @param first the series' first file
 * @param number 2 or more
 */
export function partName(first: string, number: number): string {
  const { dir, name, ext } = path.parse(first);
  return path.join(dir, `${name}.${number}${ext}`);
}

/** The first number from this one on whose name is not taken, be it only by what is left of another recording. */
export function freePart(first: string, from: number): number {
  let number = from;
  while (number - from < MOST_TAKEN && isTaken(partName(first, number))) number += 1;
  return number;
}

function isTaken(file: string): boolean {
  return ['', ...COMPANIONS].some((suffix) => existsSync(file + suffix));
}
