import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { RecordingError, UsageError } from '../../src/errors.js';
import { mergeRecordings } from '../../src/merge/merge-recordings.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { gwsRules } from '../../src/rules/rules.js';
import { buildRecording, type RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { dump } from './dump.js';
import { chance, work } from './random-office.js';
import { Recorders, type RecordersOptions } from './recorders.js';

const folder = temporaryFolder();

/** What several recorders saw, each a part of it, and what one saw that was in front of all. */
async function recorded(
  { recorders: count, rotations = 0 }: { recorders: number; rotations?: number },
  seed: number,
  options?: RecordersOptions,
) {
  const whole = folder.path('whole.db');
  const firsts = Array.from({ length: count }, (_, index) => folder.path(`part-${index}.db`));
  const parts = [...firsts];
  const recorders = new Recorders([whole, ...firsts], options);
  const below = chance(seed + 99);
  let left = rotations;
  work(recorders, seed, () => {
    const file = firsts[below(count)] as string;
    if (left > 0 && below(8) === 0) {
      left -= 1;
      parts.push(recorders.rotate(file));
    }
    return [whole, file];
  });
  await recorders.close();
  return { whole, parts };
}

const seeds = (count: number) => Array.from({ length: count }, (_, index) => [index + 1] as const);

describe('mergeRecordings', () => {
  it.each(seeds(12))(
    'makes of what several recorders saw what one would have seen (seed %d)',
    async (seed) => {
      const { whole, parts } = await recorded({ recorders: 2 + (seed % 3) }, seed);
      const output = folder.path('merged.db');
      const merged = await mergeRecordings(parts, { output });
      expect(verifyRecording(output)).toMatchObject({ whole: true, errors: [] });
      expect(statSync(output).mode & 0o777).toBe(0o600);
      expect(dump(output)).toEqual(dump(whole));
      expect(merged.notices).toEqual([]);
      expect(merged.joinedSessions).toBeGreaterThan(0);
      expect(merged.correlated).toBeGreaterThan(10);
    },
  );

  it.each(seeds(12))(
    'makes of the files of one recorder the file that it would have written (seed %d)',
    async (seed) => {
      const { whole, parts } = await recorded({ recorders: 1, rotations: 4 }, seed);
      const output = folder.path('merged.db');
      expect(parts.length).toBeGreaterThan(3);
      const merged = await mergeRecordings([...parts.slice(2), ...parts.slice(0, 2)], { output });
      expect(verifyRecording(output)).toMatchObject({ whole: true, errors: [] });
      expect(dump(output)).toEqual(dump(whole));
      expect(merged.notices).toEqual([]);
    },
  );

  it.each(seeds(6))(
    'joins files of recorders of which some went from file to file (seed %d)',
    async (seed) => {
      const { whole, parts } = await recorded({ recorders: 2, rotations: 3 }, seed);
      const output = folder.path('merged.db');
      await mergeRecordings(parts, { output });
      expect(verifyRecording(output)).toMatchObject({ whole: true, errors: [] });
      expect(dump(output)).toEqual(dump(whole));
      expect(folder.files().filter((name) => name.startsWith('merged'))).toEqual(['merged.db']);
    },
  );
});

describe('mergeRecordings of a series', () => {
  it('marks a gap where a part is missing, and says so; at the beginning it only says so', async () => {
    const { parts } = await recorded({ recorders: 1, rotations: 5 }, 3);
    const [, second = '', third = '', fourth = ''] = parts;
    const output = folder.path('merged.db');
    const merged = await mergeRecordings([fourth, second], { output });
    expect(merged.notices).toEqual([
      `${second} is part 2 of its series: part 1 is not among the files`,
      `part 3 is missing, between ${second} and ${fourth}: the recording has a gap`,
    ]);
    const { startedAt, endedAt } = dump(third).info;
    expect(dump(output).info.gaps).toEqual([
      { from: startedAt, to: endedAt, reason: 'part 3 is missing' },
    ]);
  });

  it('is interrupted if its last recorder was killed, and reads what lies in the log', async () => {
    const whole = folder.path('whole.db');
    const killed = folder.path('killed.db');
    const parts = [killed];
    const recorders = new Recorders([whole, killed]);
    let requests = 0;
    work(recorders, 5, () => {
      requests += 1;
      if (requests === 9) parts.push(recorders.rotate(killed));
      return [whole, killed];
    });
    await recorders.close([killed]);
    expect(folder.files()).toContain('killed.2.db-wal');
    const output = folder.path('merged.db');
    await mergeRecordings(parts, { output });
    const { info, ...rows } = dump(output);
    expect(info).toMatchObject({ interrupted: true, endedAt: null });
    const { info: _, ...expected } = dump(whole);
    expect({ ...rows, links: [] }).toEqual({ ...expected, links: [] });
  });

  it('links anew by rules that are given', async () => {
    const { whole, parts } = await recorded({ recorders: 1, rotations: 2 }, 4);
    const output = folder.path('merged.db');
    const rules = { ...gwsRules, correlate: { ...gwsRules.correlate } };
    const merged = await mergeRecordings(parts, { output, rules });
    expect(dump(output).links.map(({ evidence: _, ...link }) => link)).toEqual(
      dump(whole).links.map(({ evidence: _, ...link }) => link),
    );
    expect(merged.correlated).toBe(dump(whole).links.length);
    expect(dump(output).info.rules).not.toBeNull();
  });

  it('refuses a part that contradicts another', async () => {
    const { parts } = await recorded({ recorders: 1, rotations: 2 }, 6);
    const database = new Database(parts.at(-1) ?? '');
    database.pragma('foreign_keys = OFF');
    database.exec('UPDATE request SET id = 1 WHERE id = (SELECT min(id) FROM request)');
    database.close();
    const output = folder.path('merged.db');
    await expect(mergeRecordings(parts, { output })).rejects.toThrow(RecordingError);
    expect(folder.files()).not.toContain('merged.db');
  });
});

describe('mergeRecordings of several recorders', () => {
  it('joins sessions by clientIds where each recorder has a key of its own', async () => {
    const { whole, parts } = await recorded({ recorders: 2 }, 7, { ownKeys: true });
    const output = folder.path('merged.db');
    await mergeRecordings(parts, { output });
    const sessionOf = ({ exchanges }: ReturnType<typeof dump>) =>
      exchanges.filter(({ kind }) => kind === 'bayeux').map(({ session }) => session);
    const [now, one] = [sessionOf(dump(output)), sessionOf(dump(whole))];
    // The same ones belong together, whatever their numbers are.
    const pairs = new Set(now.map((session, index) => `${session} ${one[index]}`));
    expect(pairs.size).toBe(new Set(one).size);
  });

  it('tells of users in common that it has no session of in common', async () => {
    const files = ['a', 'b'].map((name) => folder.path(`${name}.db`));
    files.forEach((file, index) => {
      buildRecording(file, (b) => {
        b.pass(index * 5_000);
        b.exchange({ session: b.session('ann'), method: 'GET', path: '/' });
      });
    });
    const merged = await mergeRecordings(files, { output: folder.path('merged.db') });
    expect(merged).toMatchObject({ sessions: 2, joinedSessions: 0 });
    expect(merged.notices).toEqual([
      expect.stringContaining('only if both recorded with the same --key'),
    ]);
  });

  it.each([
    ['the pseudonym of one cookie', `~${'c'.repeat(22)}`, 'ann', 1],
    ['the pseudonym of one cookie, which another user had before', `~${'c'.repeat(22)}`, 'bob', 2],
    ['a word in the place of a cookie', 'REDACTED', 'ann', 2],
    ['no cookie', '', 'ann', 2],
  ])(
    'joins sessions by cookies that are secrets alone: %s',
    async (_about, cookie, user, count) => {
      const files = ['a', 'b'].map((name) => folder.path(`${name}.db`));
      files.forEach((file, index) => {
        buildRecording(file, (b) => {
          b.pass(index * 5_000);
          b.exchange({
            session: b.session(index === 0 ? 'ann' : user),
            method: 'GET',
            path: '/',
            requestHeaders: [['Cookie', `JSESSIONID=${cookie}`]],
          });
        });
      });
      const merged = await mergeRecordings(files, { output: folder.path('merged.db') });
      expect(merged.sessions).toBe(count);
    },
  );

  it('keeps the order of each recording, however its clock jumped', async () => {
    const files = ['a', 'b'].map((name) => folder.path(`${name}.db`));
    files.forEach((file, index) => {
      buildRecording(file, (b) => {
        b.pass(index * 7);
        for (const jump of [0, 5_000, -9_000, 4_000]) {
          b.pass(jump);
          b.exchange({ method: 'GET', path: `/${index}/${jump}` });
        }
      });
    });
    const output = folder.path('merged.db');
    await mergeRecordings(files, { output });
    const paths = dump(output).exchanges.map((each) => each.path);
    for (const index of [0, 1]) {
      expect(paths.filter((each) => each.startsWith(`/${index}`))).toEqual(
        [0, 5_000, -9_000, 4_000].map((jump) => `/${index}/${jump}`),
      );
    }
    expect(verifyRecording(output)).toMatchObject({ errors: [] });
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['label', { label: 'v1' }, { label: 'v2' }],
    ['target', { target: 'http://a.test' }, { target: 'http://b.test' }],
    ['rules', { rules: '{"correlate":{"rules":["resource"]}}' }, {}],
  ])('asks for what recordings differ in: %s', async (option, one, other) => {
    const files = ['a', 'b'].map((name) => folder.path(`${name}.db`));
    const output = folder.path('merged.db');
    for (const [index, facts] of [one, other].entries()) {
      const build = (b: RecordingBuilder) => {
        b.pass(index * 1_000);
        b.exchange({ method: 'GET', path: '/' });
      };
      buildRecording(files[index] ?? '', build, { facts });
    }
    const refused = mergeRecordings(files, { output });
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(`--${option}`);
    expect(folder.files()).toEqual(['a.db', 'b.db']);
    const rules = { ...gwsRules, correlate: { ...gwsRules.correlate } };
    await mergeRecordings(files, { output, label: 'v3', target: 'http://c.test', rules });
    expect(dump(output).info).toMatchObject({ label: 'v3', target: 'http://c.test' });
  });

  it('takes over what was left out, gaps, and what was waited for in vain', async () => {
    const files = ['a', 'b'].map((name) => folder.path(`${name}.db`));
    files.forEach((file, index) => {
      buildRecording(
        file,
        (b) => {
          b.pass(index * 1_000);
          b.exchange({ method: 'GET', path: '/' });
          b.gap({ from: 5 - index, to: 6, reason: `gap of ${index}` });
        },
        {
          facts: {
            only: JSON.stringify(['Complete', `Only${index}`]),
            exclude: '["/static"]',
            failed_waits: `["wait ${index}"]`,
          },
        },
      );
    });
    const output = folder.path('merged.db');
    await mergeRecordings(files, { output });
    expect(dump(output).info).toMatchObject({
      only: ['Complete', 'Only0', 'Only1'],
      exclude: ['/static'],
      failedWaits: ['wait 0', 'wait 1'],
      gaps: [
        { from: 4, to: 6, reason: 'gap of 1' },
        { from: 5, to: 6, reason: 'gap of 0' },
      ],
    });
  });

  it('counts a notification once that one recorder saw first and another saw come again', async () => {
    const files = ['a', 'b'].map((name) => folder.path(`${name}.db`));
    const event = { channel: '/v2/me/tweets', data: { n: 1 } };
    const clientId = 'c1';
    files.forEach((file, index) => {
      buildRecording(file, (b) => {
        b.pass(index * 1_000);
        const session = b.session('ann');
        const bayeux = (told: unknown[], answer: unknown[]) =>
          b.exchange({
            session,
            path: '/cometd',
            requestBody: JSON.stringify(told),
            responseBody: JSON.stringify(answer),
          });
        if (index === 0) {
          bayeux(
            [{ channel: '/meta/handshake', id: '1' }],
            [
              {
                channel: '/meta/handshake',
                clientId,
                successful: true,
                ext: { ack: true },
                id: '1',
              },
            ],
          );
        }
        bayeux(
          [{ channel: '/meta/connect', clientId, ext: { ack: 0 }, id: '2' }],
          [
            event,
            { channel: '/meta/connect', clientId, successful: true, ext: { ack: 1 }, id: '2' },
          ],
        );
      });
    });
    const merged = await mergeRecordings(files, { output: folder.path('merged.db') });
    expect(merged).toMatchObject({ sessions: 1, joinedSessions: 1, notifications: 1 });
  });

  it('refuses too many files, and none', async () => {
    const output = folder.path('merged.db');
    const many = Array.from({ length: 10_000 }, (_, index) => `${index}.db`);
    await expect(mergeRecordings(many, { output })).rejects.toThrow('merge some of them first');
    await expect(mergeRecordings([], { output })).rejects.toThrow(UsageError);
  });
});
