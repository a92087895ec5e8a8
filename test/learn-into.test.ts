import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { noiseFile } from '../src/diff/noise/write-noise.js';
import { learnInto, loadRules } from '../src/index.js';
import type { NoiseRule } from '../src/rules/noise-rules.js';
import { temporaryFolder } from './recording/temporary-folder.js';

const folder = temporaryFolder();
const known: NoiseRule = { in: 'GET /me', at: '/n', kind: 'counter', seen: 9, varied: 9 };
const others: readonly NoiseRule[] = [
  { in: 'GET /me', header: 'x-id', kind: 'uuid', seen: 4, varied: 4 },
  { in: '/v2/me X', kind: 'times', least: 0, most: 2, seen: 4, varied: 1 },
];

it('adds what was learned to a file that a person wrote, and leaves all else as it stands', () => {
  const file = folder.path('desk.rules.json');
  const before = `{
    "correlate": { "successCodes": [0,  1] },
    "noise": {
        "sets": [ "...", "roles" ],
        "ignore": [
            "...",
            {"in": "GET /me", "at": "/n", "kind": "counter"}
        ]
    }
}
`;
  writeFileSync(file, before);
  learnInto(file, [known, ...others]);
  const added = others.map((rule) => `,\n            ${JSON.stringify(rule)}`).join('');
  const last = '"kind": "counter"}';
  expect(readFileSync(file, 'utf8')).toBe(before.replace(last, `${last}${added}`));
  expect(loadRules([file]).noise.ignore).toHaveLength(3);
});

it('says nothing twice, however much more evidence there is', () => {
  const file = folder.path('again.rules.json');
  learnInto(file, [known, ...others]);
  expect(readFileSync(file, 'utf8')).toBe(noiseFile([known, ...others]));
  learnInto(file, [...others, { ...known, seen: 100 }]);
  expect(readFileSync(file, 'utf8')).toBe(noiseFile([known, ...others]));
});
