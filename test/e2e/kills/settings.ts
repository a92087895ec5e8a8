import { randomBytes } from 'node:crypto';

const { UNDERSTUDY_KILL_SEED, UNDERSTUDY_KILLS } = process.env;

/** All chance follows from it; a failure names it, and it can be set to have the same again. */
export const seed: string = UNDERSTUDY_KILL_SEED ?? randomBytes(4).toString('hex');

/** How many recorders are killed under load. */
export const count: number = Number(UNDERSTUDY_KILLS ?? 48);

/** How many of them at a time. */
export const lanes = 4;

/** Milliseconds that all of them may take. */
export const limit: number = 60_000 + count * 3_000;
