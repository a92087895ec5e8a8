import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadRules } from '../../../src/rules/load-rules.js';
import type { DiffGroup, DiffOverview } from '../../../src/ui/protocol/diff.js';
import { Comparison, type ComparisonOptions } from '../../../src/ui/server/comparison.js';
import { root } from '../../e2e/command.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { plantedRecording } from './planted-recording.js';

const folder = temporaryFolder();
const shipped = path.join(root, 'recordings/complete-tweet.db');
const opened: Comparison[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

/** A server that says Done instead of Completed, against the shipped recording. */
function compared(options: Partial<ComparisonOptions> = {}): Comparison {
  const candidate = plantedRecording(shipped, folder.path('candidate.db'), (text) =>
    text.replaceAll('"Completed"', '"Done"'),
  );
  const comparison = new Comparison({
    files: [shipped, candidate],
    rules: undefined,
    noise: [],
    write: null,
    ...options,
  });
  opened.push(comparison);
  return comparison;
}

function counting({ groups }: DiffOverview): readonly DiffGroup[] {
  return groups.filter(({ rule }) => rule === null);
}

describe('a comparison', () => {
  it('says that a recording behaves as itself does', async () => {
    const overview = await compared({ files: [shipped, shipped] }).overview();
    expect(overview).toMatchObject({ same: true, count: 0, kinds: [], leftOut: 0, revision: 1 });
    expect(overview.baseline.name).toBe('complete-tweet.db');
    expect(overview.compared.calls).toBeGreaterThan(0);
    expect(counting(overview)).toEqual([]);
  });

  it('tells what differs in groups, with the rows on both sides', async () => {
    const overview = await compared().overview();
    expect(overview.same).toBe(false);
    const [group] = counting(overview);
    expect(group).toMatchObject({ kind: 'notification-changed', fixed: null, rule: null });
    expect(group?.first).toMatchObject({
      values: { baseline: '"Completed"', candidate: '"Done"' },
      keys: { baseline: { message: expect.stringMatching(/^m\d+$/u) } },
    });
    expect(overview.marks.baseline.find(({ mark }) => mark !== 'noise')).toEqual({
      key: group?.first.keys.baseline?.message,
      mark: 'changed',
      group: 0,
      index: 0,
    });
  });

  it('tells all about one place: values, what happened around it, and what else differs there', async () => {
    const comparison = compared();
    const { revision, groups } = await comparison.overview();
    const detail = await comparison.detail(revision, groups[0]?.first.number ?? -1);
    expect(detail.values).toEqual({ baseline: '"Completed"', candidate: '"Done"' });
    expect(detail.stories.baseline.map(({ kind }) => kind)).toContain('answer');
    expect(detail.stories.candidate.length).toBe(detail.stories.baseline.length);
    expect(detail.siblings).toContainEqual({
      kind: 'notification-changed',
      path: detail.place.path,
      rule: null,
    });
    const places = await comparison.places(revision, 0, 0);
    expect(places.count).toBe(groups[0]?.count);
    expect(places.places[0]).toEqual(detail.place);
  });

  it('refuses what is asked of an older comparison, and what is not there', async () => {
    const comparison = compared();
    const { revision } = await comparison.overview();
    await expect(comparison.detail(revision + 1, 0)).rejects.toThrow(/compared again/u);
    await expect(comparison.detail(revision, 1e9)).rejects.toThrow('There is no such difference.');
    await expect(comparison.places(revision, 1e9, 0)).rejects.toThrow(/no such/u);
    await expect(comparison.ignoring(revision, 1e9)).rejects.toThrow(/no such/u);
  });

  it('says in one line which recording can not be read, and tries again when asked again', async () => {
    const comparison = compared({ files: [shipped, folder.path('gone.db')] });
    await expect(comparison.overview()).rejects.toThrow(/gone\.db/u);
    plantedRecording(shipped, folder.path('gone.db'), (text) => text);
    expect((await comparison.overview()).same).toBe(true);
  });

  it('takes for noise what rules files say, and what it learns from recordings of one version', async () => {
    const file = folder.path('api.rules.json');
    writeFileSync(file, '{"noise":{"ignore":[{"in":"*","at":"/**/state","kind":"text"}]}}');
    const ruled = await compared({ rules: loadRules([file]) }).overview();
    expect(ruled.same).toBe(true);
    expect(ruled.ignored.map(({ rule }) => rule)).toContain('noise text at /**/state in *');
    const noise = [folder.path('candidate.db')];
    const learned = await compared({ noise }).overview();
    expect(learned).toMatchObject({ same: true, learned: { recordings: 1 } });
    expect(learned.learned.rules).toBeGreaterThan(0);
  });

  it('compares anew when it is told to, by what rules and recordings are then', async () => {
    const write = folder.path('noise.rules.json');
    const comparison = compared({ write });
    expect((await comparison.overview()).same).toBe(false);
    writeFileSync(write, '{"noise":{"ignore":[{"in":"*","at":"/**/state","kind":"text"}]}}');
    expect((await comparison.overview()).same).toBe(false);
    comparison.again();
    expect(await comparison.overview()).toMatchObject({ same: true, revision: 2 });
  });

  it('lets go of who waits when it is closed, and may be closed twice', async () => {
    const comparison = compared();
    const asked = comparison.overview();
    const refused = expect(asked).rejects.toThrow('the inspector is being closed');
    await Promise.all([comparison.close(), comparison.close()]);
    await refused;
    await expect(comparison.overview()).rejects.toThrow('the inspector is being closed');
  });
});

describe('ignoring from now on', () => {
  it('offers rules from narrow to wide, each with what it would cover', async () => {
    const comparison = compared();
    const { revision } = await comparison.overview();
    const { scopes, proposed } = await comparison.ignoring(revision, 0);
    expect(scopes.map(({ words }) => words)).toEqual([
      'This place in this notification',
      'This place wherever there is one',
      'Members of this name at any depth',
    ]);
    const ways = scopes[0]?.ways ?? [];
    expect(ways.map(({ words }) => words)).toEqual([
      'only these 2 values',
      'any other text',
      'anything, with all that is below it',
    ]);
    expect(ways.find(({ option }) => option === proposed)?.rule).toMatch(
      /"kind":"values","values":\["Completed","Done"\]\}$/u,
    );
    expect(ways.every(({ covers }) => covers > 0)).toBe(true);
  });

  it('writes every rule that it offers so that it covers the group, and takes each back again', async () => {
    const write = folder.path('noise.rules.json');
    const before = '{\n  // no comments in JSON\n}'.replace('  // no comments in JSON\n', '');
    writeFileSync(write, before);
    const comparison = compared({ write });
    const first = await comparison.overview();
    const { scopes } = await comparison.ignoring(first.revision, 0);
    for (const { option, covers, rule } of scopes.flatMap(({ ways }) => ways)) {
      const { revision, count } = await comparison.overview();
      const added = await comparison.ignore({ revision, group: 0, option });
      expect(added?.rule).toBe(rule);
      const after = await comparison.overview();
      expect(after.count).toBe(count - covers);
      expect(after.rules).toEqual({ file: write, added: [added] });
      expect(after.ignored.length).toBe(first.ignored.length + 1);
      comparison.undo({ addition: added?.id ?? -1 });
      expect(readFileSync(write, 'utf8')).toBe(before);
    }
    expect((await comparison.overview()).count).toBe(first.count);
  }, 60_000);

  it('makes the rules file if there is none, and removes it when all is taken back', async () => {
    const write = folder.path('noise.rules.json');
    const comparison = compared({ write });
    const { revision } = await comparison.overview();
    const { proposed } = await comparison.ignoring(revision, 0);
    const added = await comparison.ignore({ revision, group: 0, option: proposed ?? -1 });
    expect(loadRules([write]).noise.ignore).toEqual([JSON.parse(added?.rule ?? '')]);
    comparison.undo({ addition: added?.id ?? -1 });
    expect(folder.files()).toEqual(['candidate.db']);
    expect(() => comparison.undo({ addition: added?.id ?? -1 })).toThrow(/taken back already/u);
  });

  it('takes back its own rule alone where the file has changed since', async () => {
    const write = folder.path('noise.rules.json');
    writeFileSync(write, '{"noise":{"ignore":["..."]}}');
    const comparison = compared({ write });
    const { revision } = await comparison.overview();
    const added = await comparison.ignore({ revision, group: 0, option: 0 });
    writeFileSync(write, readFileSync(write, 'utf8').replace('{', '{"match":{},  '));
    comparison.undo({ addition: added?.id ?? -1 });
    expect(readFileSync(write, 'utf8')).toBe('{"match":{},  "noise":{"ignore":["..."]}}');
  });

  it('says so where the rule that is to be taken back is gone, and loses nothing', async () => {
    const write = folder.path('noise.rules.json');
    const comparison = compared({ write });
    const { revision } = await comparison.overview();
    const added = await comparison.ignore({ revision, group: 0, option: 0 });
    writeFileSync(write, '{}');
    expect(() => comparison.undo({ addition: added?.id ?? -1 })).toThrow(/stands no more/u);
    expect(readFileSync(write, 'utf8')).toBe('{}');
    expect((await comparison.overview()).rules.added).toEqual([]);
  });

  it('refuses to begin where the rules file could not be written', () => {
    const write = folder.path('noise.rules.json');
    writeFileSync(write, '{"noise":1}');
    expect(() => compared({ write })).toThrow('/noise must be object');
    expect(() => compared({ write: folder.path('no/folder/x.json') })).toThrow(
      /can not be written/u,
    );
    expect(folder.files()).toEqual(['candidate.db', 'noise.rules.json']);
  });

  it('writes nothing unless it may, nor a rule that it did not offer', async () => {
    const comparison = compared();
    const { revision, rules } = await comparison.overview();
    expect(rules).toEqual({ file: null, added: [] });
    await expect(comparison.ignore({ revision, group: 0, option: 0 })).rejects.toThrow(/--write/u);
    expect(() => comparison.undo({ addition: 1 })).toThrow(/--write/u);
    const write = folder.path('noise.rules.json');
    const writing = compared({ write });
    await writing.overview();
    await expect(writing.ignore({ revision, group: 0, option: 99 })).rejects.toThrow(/no such/u);
    expect(folder.files()).toEqual(['candidate.db']);
  });
});
