import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, Residue } from '../../../src/diff/finding.js';
import { explainBy } from '../../../src/diff/noise/apply-noise.js';
import { learnNoise } from '../../../src/diff/noise/learn-noise.js';
import { noiseFile } from '../../../src/diff/noise/write-noise.js';
import { loadRules } from '../../../src/rules/load-rules.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { finding, residue } from './findings.js';

const folder = temporaryFolder();

/** Throws at anything that it can't read back: what was learned, as a rules file gives it. */
function writtenAndRead(residues: readonly Residue[]) {
  const file = folder.path('learned.json');
  writeFileSync(file, noiseFile(learnNoise(residues)));
  return loadRules([file]).noise.ignore;
}

const names = fc.constantFrom('a', 'b', '__proto__', 'constructor', '~1', '*', 'é', 'x-y', '0');
const place = fc
  .array(names, { maxLength: 3 })
  .map((all) => all.map((each) => `/${each}`).join(''));
const label = fc.constantFrom(
  ...['POST /api/v2/me/x-y/{id} Complete', 'GET /api/v2/me?fields=*', '__proto__'],
  ...['/v2/me/tweets TwitterStateChangeMessage StatusChange', '(a|b)+$ .', '...'],
);
const value = fc.oneof(
  fc.constantFrom('Ringing', 'Held', '...', '', '2015-03-02T12:26:14Z', '2015-03-02', null, true),
  fc.integer({ min: -2, max: 5 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.uuid(),
  fc.string(),
  fc.stringMatching(/^[\da-f]{12}$/u),
  fc.integer({ min: 1_600_000_000, max: 1_700_000_000 }),
  fc.jsonValue({ maxDepth: 2 }),
);
/** JSON text; now and then of a number that JavaScript can't hold. */
const text = fc.oneof(
  { weight: 20, arbitrary: value.map((each) => JSON.stringify(each)) },
  { weight: 1, arbitrary: fc.bigInt({ min: 2n ** 60n, max: 2n ** 70n }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('{"a":1,"a":2}', '1.10', '1e400', '{"__proto__":1}') },
);
const sides = fc
  .tuple(fc.option(text, { nil: undefined }), text, fc.boolean())
  .map(([one, other, swap]) => (swap ? [other, one] : [one, other]))
  .map(([baseline, candidate]) => ({
    ...(baseline !== undefined && { baseline }),
    ...(candidate !== undefined && { candidate }),
  }));
const times = fc.record({ baseline: fc.nat({ max: 5 }), candidate: fc.nat({ max: 5 }) });

const someFinding: fc.Arbitrary<Finding> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(label, place, sides)
      .map(([l, p, s]) => finding('body', l, p, undefined, s)),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(label, place, sides)
      .map(([l, p, s]) => finding('notification-changed', l, p, undefined, s)),
  },
  fc
    .tuple(label, fc.constantFrom('x-request-id', 'server'), sides)
    .map(([l, p, s]) => finding('header', l, p, undefined, s)),
  fc
    .tuple(label, fc.integer({ min: 200, max: 599 }), fc.integer({ min: 200, max: 599 }))
    .map(([l, a, b]) => finding('status', l, null, [a, b])),
  fc
    .tuple(label, times)
    .map(([l, t]) => finding('notification-missing', l, '', [{}, undefined], { times: t })),
  fc
    .tuple(label, times)
    .map(([l, t]) => finding('notification-extra', l, '', [undefined, {}], { times: t })),
  label.map((l) => finding('notification-order', l, null, [1, 2])),
  fc.tuple(label, place).map(([l, p]) =>
    finding(
      'body',
      l,
      p,
      [
        [1, 2],
        [2, 1],
      ],
      { reordered: true },
    ),
  ),
);

/** Some hundred differences in few places, so that some of them hold enough. */
const residues = fc.array(
  fc.array(someFinding, { maxLength: 60 }).map((findings) => residue(findings)),
  { minLength: 1, maxLength: 3 },
);

/** What a place is called where rules look it up. */
function placeOf({ kind, subject, place, reordered }: Finding): string {
  // A label names calls or notifications, so a rule need not say which it is about.
  const same = { 'notification-extra': 'notification-missing', 'notification-changed': 'body' };
  const what = Object.hasOwn(same, kind) ? same[kind as keyof typeof same] : kind;
  return JSON.stringify([what, subject.label, place, reordered]);
}

describe('what is learned', () => {
  it('explains each finding that it was learned from', () => {
    fc.assert(
      fc.property(residues, (all) => {
        const explain = explainBy(learnNoise(all));
        for (const found of all.flatMap(({ findings }) => findings)) {
          if (explain(found) === null) throw new Error(`no rule for ${JSON.stringify(found)}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('explains nothing of a kind of thing at a place where nothing was found', () => {
    fc.assert(
      fc.property(residues, fc.array(someFinding, { maxLength: 50 }), (all, others) => {
        const found = all.flatMap(({ findings }) => findings);
        const known = new Set(found.map(placeOf));
        // A member that is really called * is a wildcard, wherever it stands.
        const explain = explainBy(
          learnNoise(all.map(({ findings }) => residue(findings.filter(isPlain)))),
        );
        for (const other of others) {
          if (!known.has(placeOf(other))) expect([other, explain(other)]).toEqual([other, null]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never explains a third value of an enumeration', () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z_]{0,12}$/u);
    const few = fc.oneof(
      fc.uniqueArray(word, { minLength: 3, maxLength: 8 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 8 }),
      fc.uniqueArray(fc.constantFrom(true, false, null, 0, '', 'a'), {
        minLength: 3,
        maxLength: 6,
      }),
    );
    fc.assert(
      fc.property(few, fc.nat({ max: 40 }), label, ([third, ...values], count, l) => {
        const all = Array.from({ length: count + values.length }, (_, n) => {
          const [a, b] = [values[n % values.length], values[(n + 1) % values.length]];
          return finding('body', l, '/state', [a, b]);
        });
        const explain = explainBy(learnNoise([residue(all)]));
        for (const value of values) {
          expect(explain(finding('body', l, '/state', [value, third]))).toBeNull();
          expect(explain(finding('body', l, '/state', [third, value]))).toBeNull();
          expect(explain(finding('body', l, '/state', [value, undefined]))).toBeNull();
        }
      }),
    );
  });

  it('holds the same once it was written into a rules file and read again', () => {
    fc.assert(
      fc.property(residues, fc.array(someFinding, { maxLength: 50 }), (all, others) => {
        const rules = learnNoise(all);
        const read = writtenAndRead(all);
        expect(noiseFile(read)).toBe(noiseFile(rules));
        const [learned, loaded] = [explainBy(rules), explainBy(read)];
        for (const found of [...others, ...all.flatMap(({ findings }) => findings)]) {
          expect(loaded(found)).toBe(learned(found));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('does not depend on the order in which it was found', () => {
    fc.assert(
      fc.property(residues, (all) => {
        const backwards = all.map(({ findings }) => residue(findings.toReversed())).reverse();
        expect(noiseFile(learnNoise(backwards))).toBe(noiseFile(learnNoise(all)));
      }),
    );
  });
});

function isPlain({ place }: Finding): boolean {
  return place === null || !place.split('/').includes('*');
}
