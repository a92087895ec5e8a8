import { rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { extractRecording, openRecording, UsageError, verifyRecording } from '../../src/index.js';
import { root } from '../e2e/command.js';
import { shippedRecordings } from '../e2e/shipped-recordings.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { notIn, rowsIn } from './rows-in.js';
import { complaints, type Drawn } from './what-explains.js';

const folder = temporaryFolder();

/** What a filter is drawn from, as shares of what is there. */
const luck = fc.record({
  sessions: fc.option(fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 2 })),
  operations: fc.option(fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 3 })),
  from: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  to: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});

type Edges = Record<'from' | 'to', number | null>;

function inOrder({ from, to }: Edges): readonly [from: number | null, to: number | null] {
  return from !== null && to !== null && from > to ? [to, from] : [from, to];
}

/** A time as a flag says it, to the nanosecond. */
function isoText(at: number): string {
  const second = Math.floor(at / 1e3) * 1e3;
  const decimals = ((at - second) / 1e3).toFixed(9).slice(2);
  return `${new Date(second).toISOString().slice(0, 19)}.${decimals}Z`;
}

it.each(shippedRecordings.map(({ name }) => name))(
  'keeps of a random part every row as it was, nothing that the filter does not explain, and refers to nothing that is not there: %s',
  async (name) => {
    const file = path.join(root, 'recordings', `${name}.db`);
    const whole = rowsIn(file);
    using recording = openRecording(file);
    const ids = recording.users().map(({ id }) => id);
    const exchanges = [...recording.exchanges()];
    const names = [...new Set(exchanges.flatMap(({ operation }) => operation ?? []))];
    const [first, last] = [exchanges[0]?.startedAt ?? 0, exchanges.at(-1)?.startedAt ?? 0];
    let made = 0;
    await fc.assert(
      fc.asyncProperty(luck, async ({ sessions, operations, ...edges }) => {
        const [from, to] = inOrder(edges);
        const at = (share: number | null, otherwise: number): number =>
          // To the microsecond, so that text says it exactly.
          share === null ? otherwise : Math.round((first + share * (last - first)) * 1e3) / 1e3;
        const drawn: Drawn = {
          sessions: sessions?.map((n) => ids[n % ids.length] ?? 0) ?? null,
          operations: operations?.map((n) => names[n % names.length] ?? '') ?? null,
          from: at(from, Number.NEGATIVE_INFINITY),
          to: at(to, Number.POSITIVE_INFINITY),
        };
        const output = folder.path('part.db');
        rmSync(output, { force: true });
        try {
          await extractRecording(file, {
            output,
            ...(drawn.sessions && { session: drawn.sessions.map(String) }),
            ...(drawn.operations && { operation: drawn.operations }),
            ...(from !== null && { from: isoText(drawn.from) }),
            ...(to !== null && { to: isoText(drawn.to) }),
          });
        } catch (error) {
          if (error instanceof UsageError && folder.files().length === 0) return;
          throw error;
        }
        made += 1;
        expect(notIn(rowsIn(output), whole)).toEqual([]);
        expect(verifyRecording(output)).toMatchObject({ whole: true, errors: [] });
        expect(complaints(file, output, drawn)).toEqual([]);
      }),
      { numRuns: 40 },
    );
    expect(made).toBeGreaterThan(0);
  },
  60_000,
);
