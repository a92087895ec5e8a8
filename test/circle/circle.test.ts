import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diff, drive } from '../../src/index.js';
import { chanceFrom } from '../e2e/kills/chance.js';
import { type Circle, closeCircle } from './close-circle.js';
import type { Day } from './day.js';
import { drawDay } from './draw-day.js';
import { drawPlants } from './draw-plants.js';
import { possiblePlants } from './possible-plants.js';
import { recordDay } from './record-day.js';
import { stagingOf } from './staging-of.js';

/** How many random days, and which of them is run alone. */
const circles = Number(process.env.UNDERSTUDY_CIRCLES ?? 4);
const alone = process.env.UNDERSTUDY_CIRCLE_SEED;
const seeds =
  alone === undefined ? Array.from({ length: circles }, (_, index) => index) : [Number(alone)];

const shipped = path.resolve(import.meta.dirname, '../../recordings');
const recordings = readdirSync(shipped).filter((name) => name.endsWith('.db'));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'understudy-circles-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function recorded(day: Day, options: Omit<Parameters<typeof recordDay>[1], 'output'> = {}) {
  const output = path.join(mkdtempSync(path.join(folder, 'day-')), 'day.db');
  await recordDay(day, { ...options, output });
  return output;
}

/** In few words, so that a failure can be read. */
function told({ differences, trouble }: Circle): readonly string[] {
  const words = differences.map(({ kind, user, call, notification, path, baseline, candidate }) =>
    [kind, user, call, notification, path, JSON.stringify(baseline), '→', JSON.stringify(candidate)]
      .filter((word) => word !== null && word !== undefined)
      .join(' ')
      .slice(0, 300),
  );
  return [...words, ...trouble.map((each) => JSON.stringify(each).slice(0, 300))];
}

describe('the circle', () => {
  it.each(recordings)(
    'closes for %s',
    async (name) => {
      const circle = await closeCircle(path.join(shipped, name), { folder });
      expect(told(circle)).toEqual([]);
      expect(circle.compared.calls).toBeGreaterThan(0);
    },
    60_000,
  );

  it.each(seeds)(
    'leads to another server, with ids of its own, on the random day %i of one desktop',
    async (seed) => {
      const day = ofOne(drawDay(seed));
      const file = await recorded(day);
      const output = path.join(mkdtempSync(path.join(folder, 'other-')), 'other.db');
      const staging = await stagingOf(day, { idOffset: 7, firstReference: 40 });
      try {
        const credentials = (user: string) => ({
          user,
          password: `secret-${user}`,
          authorization: null,
        });
        await drive(file, { target: staging.url, output, credentials });
      } finally {
        await staging.close();
      }
      const { differences, compared } = diff(file, output);
      expect(told({ differences, compared, trouble: [] })).toEqual([]);
      expect(compared.calls).toBeGreaterThan(0);
    },
    60_000,
  );

  it.each(seeds)(
    'closes for the random day %i',
    async (seed) => {
      const file = await recorded(drawDay(seed));
      const circle = await closeCircle(file, { folder });
      expect(told(circle)).toEqual([]);
      expect(circle.compared.calls).toBeGreaterThan(0);
    },
    60_000,
  );
});

describe('the proof that the circle closes', () => {
  const day = drawDay(1);

  it('fails when a call is not made', async () => {
    const [file, driven] = [await recorded(day), await recorded(withoutLastCall(day))];
    const circle = await closeCircle(file, { folder, driven });
    expect(told(circle)).not.toEqual([]);
  }, 60_000);

  it('fails when the server says one thing otherwise', async () => {
    const file = await recorded(day);
    const [possible] = drawPlants(chanceFrom('circle'), possiblePlants(file), 1);
    if (possible === undefined) throw new Error('nothing to plant');
    const replayed = await recorded(day, { plant: possible.plant });
    const circle = await closeCircle(file, { folder, replayed });
    expect(circle.differences).not.toEqual([]);
  }, 60_000);
});

/** The same day for one agent alone, whom nobody waits for. */
function ofOne(day: Day): Day {
  const shifts = day.shifts.slice(0, 1).map(({ people, rounds }) => {
    const person = people.find(({ media }) => media !== null);
    const theirs = ({ user }: { readonly user: string }): boolean => user === person?.user;
    return {
      people: people.filter(theirs),
      rounds: rounds.map(({ together, alone: single }) => ({
        together: together.filter(theirs),
        alone: single.filter(theirs),
      })),
    };
  });
  return { ...day, shifts };
}

/** The same day, in which somebody forgets the last thing that is done while others work. */
function withoutLastCall(day: Day): Day {
  const [shift, ...shifts] = day.shifts;
  const [round, ...rounds] = shift?.rounds ?? [];
  const [first, ...others] = round?.together ?? [];
  if (!shift || !round || !first) throw new Error('nobody works on this day');
  const at = first.acts.findLastIndex(({ kind }) => kind === 'call');
  if (at < 0) throw new Error('nobody calls in this round');
  const together = [{ ...first, acts: first.acts.toSpliced(at, 1) }, ...others];
  return { ...day, shifts: [{ ...shift, rounds: [{ ...round, together }, ...rounds] }, ...shifts] };
}
