import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { loadRules } from '../../../src/rules/load-rules.js';
import type { DiffOverview } from '../../../src/ui/protocol/diff.js';
import { Comparison } from '../../../src/ui/server/comparison.js';
import { buildRecording } from '../../recording/build-recording.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';

const folder = temporaryFolder();
let comparison: Comparison | null = null;

afterEach(() => comparison?.close());

/** Names of members that look like something else. */
const names = [
  '__proto__',
  'constructor',
  '*',
  '**',
  'a/b',
  'c~d',
  '',
  ' ',
  '"',
  '\\',
  '\u202e',
  'é',
];
const longPath = `/api/v2/me/${'x'.repeat(50_000)}`;

/** An answer whose every member has this value, as hostile as it may be. */
function recorded(name: string, value: string): string {
  const file = folder.path(name);
  buildRecording(file, (b) => {
    const session = b.session('"><script>alert(1)</script>');
    const members = names.map((each) => `${JSON.stringify(each)}:${value}`).join(',');
    b.exchange({ session, path: '/api/v2/me/a?q=*', responseBody: `{${members}}` });
    b.exchange({
      session,
      path: '/api/v2/me/deep',
      responseBody: `${'['.repeat(190)}${value}${']'.repeat(190)}`,
    });
    b.exchange({ session, path: '/api/v2/me/text', responseBody: `no JSON ${value}` });
    b.exchange({
      session,
      path: '/api/v2/me/bytes',
      responseBody: Buffer.from(`\xff${value}`, 'latin1'),
    });
    b.exchange({ session, path: longPath, responseBody: value });
    b.exchange({
      session,
      path: '/api/v2/me/header',
      responseHeaders: [
        ['__proto__', value],
        ['X-*', value],
      ],
    });
  });
  return file;
}

function compared(baseline: string, candidate: string, write: string | null): Comparison {
  comparison = new Comparison({
    files: [recorded('a.db', baseline), recorded('b.db', candidate)],
    rules: undefined,
    noise: [],
    write,
  });
  return comparison;
}

const counting = ({ groups }: DiffOverview) => groups.filter(({ rule }) => rule === null);

describe('a comparison of what is hostile', () => {
  it('writes for every difference a rule that ignores it and that can be read, whatever its names', async () => {
    const write = folder.path('noise.rules.json');
    const asked = compared('"<img src=x>"', '{"json":"1","base64":"x"}', write);
    const first = await asked.overview();
    expect(counting(first).length).toBeGreaterThan(names.length);
    const unruled: (string | null)[] = [];
    for (let group = 0; ; ) {
      const overview = await asked.overview();
      const at = counting(overview)[group];
      if (at === undefined) break;
      const { scopes } = await asked.ignoring(overview.revision, at.id);
      // The last of the first scope lets anything pass, and only there.
      const way = scopes[0]?.ways.at(-1);
      if (way === undefined) {
        unruled.push(at.fixed);
        group += 1;
        continue;
      }
      const { revision } = overview;
      await asked.ignore({ revision, group: at.id, option: way.option });
      const after = await asked.overview();
      expect([way.rule, after.count]).toEqual([way.rule, overview.count - way.covers]);
    }
    expect(unruled.every((why) => why?.startsWith('Its name is too long') ?? false)).toBe(true);
    // A member that is called `*` is any member to a rule, and so takes others along.
    expect(loadRules([write]).noise.ignore.length).toBeGreaterThan(5);
    const { rules } = await asked.overview();
    for (const { id } of rules.added) asked.undo({ addition: id });
    expect((await asked.overview()).count).toBe(first.count);
  }, 60_000);

  it('tells names and values no longer than a page needs, and the whole value when asked', async () => {
    const long = JSON.stringify('y'.repeat(300_000));
    const asked = compared(long, '1', null);
    const overview = await asked.overview();
    expect(JSON.stringify(overview).length).toBeLessThan(200_000);
    const { revision, groups } = overview;
    const detail = await asked.detail(revision, groups[0]?.first.number ?? -1);
    expect(detail.cut).toBe(true);
    expect(detail.values.baseline?.length).toBe(256 * 1024);
  });

  it('offers no list of values that no person would read', async () => {
    const asked = compared(JSON.stringify('y'.repeat(2_000)), '1', null);
    const { revision } = await asked.overview();
    const { scopes } = await asked.ignoring(revision, 0);
    expect(scopes.flatMap(({ ways }) => ways.map(({ words }) => words))).not.toContain(
      'only these 2 values',
    );
  });

  it('keeps a rules file that was spoilt meanwhile, and goes on once it is mended', async () => {
    const write = folder.path('noise.rules.json');
    const asked = compared('1', '2', write);
    const { revision } = await asked.overview();
    writeFileSync(write, '{"noise":{"ignore":[{"in":1}]}}');
    await expect(asked.ignore({ revision, group: 0, option: 0 })).rejects.toThrow(
      /\/noise\/ignore/u,
    );
    expect(readFileSync(write, 'utf8')).toBe('{"noise":{"ignore":[{"in":1}]}}');
    writeFileSync(write, '{}');
    expect(await asked.ignore({ revision, group: 0, option: 0 })).not.toBeNull();
  });
});
