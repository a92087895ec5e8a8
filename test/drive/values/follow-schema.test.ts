import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { followSchema } from '../../../src/drive/values/follow-schema.js';
import { loadDecisions } from '../../../src/drive/values/load-decisions.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';

const folder = temporaryFolder();
const published = path.join(import.meta.dirname, '../../../docs/follow.schema.json');

function written(content: unknown): string {
  const file = folder.path('decisions.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('the schema of decisions files', () => {
  it('is published as it is', async () => {
    await expect(`${JSON.stringify(followSchema, null, 2)}\n`).toMatchFileSnapshot(published);
  });
});

describe('a decisions file', () => {
  it('says what is followed', () => {
    const decisions = [{ from: 'answer to GET /a body/b', follow: true, why: 'it is a cursor' }];
    expect(loadDecisions(written({ decisions }))).toEqual(decisions);
  });

  it.each([
    [{ decisions: [{ follow: true }] }, '/decisions/0 must have value, from or to'],
    [{ decisions: [{ value: 'x' }] }, "/decisions/0 must have required property 'follow'"],
    [{ decisions: [{ valeu: 'x', follow: true }] }, 'has the unknown key "valeu"'],
    ['{', 'it is no JSON at line 1, column 2'],
  ])('with a mistake is refused with its place: %j', (content, complaint) => {
    expect(() => loadDecisions(written(content))).toThrow(complaint);
  });
});
