import { describe, expect, it } from 'vitest';
import { type Given, laidSettings } from './laid-settings.js';

const { optionsOf, errorOf } = laidSettings();
const target = 'http://gws.test:8080';

describe('what is wrong in a file of settings or the environment', () => {
  const file = (record: object): Given => ({ file: { record: { target, ...record } } });

  it.each([
    [file({ maxHold: 'soon' }), 'a.json: record.maxHold: "soon" is invalid. Give a whole number'],
    [file({ maxHold: true }), 'a.json: record.maxHold must be a number or a string'],
    [
      file({ durability: 'ful' }),
      'a.json: record.durability: "ful" is invalid. Allowed choices are full, normal, relaxed; did you mean full?',
    ],
    [file({ insecure: 'yes' }), 'a.json: record.insecure must be true or false'],
    [file({ label: 9.1 }), 'a.json: record.label must be a string'],
    [file({ only: [1] }), 'a.json: record.only must be a string, or a list of them'],
    [file({ targte: 'x' }), 'a.json: record has no option "targte"; did you mean target?'],
    [file({ 'max-hold': 1 }), 'a.json: record has no option "max-hold"; did you mean maxHold?'],
    [{ file: { recrod: {} } }, 'a.json: there is no command "recrod"; did you mean record?'],
    [
      { file: '{"__proto__":{"x":1}}' },
      /^a\.json: there is no command "__proto__"; known are record, replay, /u,
    ],
    [{ file: '{"record":{"constructor":1}}' }, /^a\.json: record has no option "constructor"/u],
    [
      file({ maxHold: '\u001b[2J\u009b1m\n' }),
      'a.json: record.maxHold: "\\u001b[2J\\u009b1m\\n" is invalid. Give a whole number',
    ],
    [{ file: '{"init":{}}' }, /^a\.json: there is no command "init"/u],
    [{ file: '{"record":{"label":"a","label":"b"}}' }, 'a.json: record has "label" twice'],
    [{ file: '{"record":{"a" 1}}' }, 'a.json: it is no JSON: colon expected, line 1, column 16'],
    [{ file: '' }, 'a.json: it is no JSON: value expected, line 1, column 1'],
    [{ file: '[]' }, 'a.json must be an object: { … }'],
    [{ file: '{"record":null}' }, 'a.json: record must be an object: { … }'],
    [{ file: '{"$schema":1}' }, 'a.json: $schema must be a string'],
    [{ file: '['.repeat(500_000) }, /^a\.json: it is (?:nested too deep|no JSON)/u],
    [{ file: `"${'x'.repeat(1024 * 1024)}"` }, 'a.json: it has more than 1 MiB'],
    [
      { environment: { UNDERSTUDY_RECORD_MAX_HOLD: 'soon' } },
      'UNDERSTUDY_RECORD_MAX_HOLD: "soon" is invalid. Give a whole number',
    ],
    [
      { environment: { UNDERSTUDY_RECORD_INSECURE: 'yes' } },
      'UNDERSTUDY_RECORD_INSECURE: give true or false',
    ],
    [
      { environment: { UNDERSTUDY_RECORD_REDACT_PATTERN: '[0-9]' } },
      'UNDERSTUDY_RECORD_REDACT_PATTERN: what begins with [ must be a JSON array of strings, also for one value: ["…"]',
    ],
  ] as const)('is told with its place: %j', async (given, message) => {
    const told = await errorOf(['record'], given);
    if (typeof message === 'string') expect(told).toBe(message);
    else expect(told).toMatch(message);
  });

  it('is told of other commands than the one that is run', async () => {
    const replay = { seeed: 1 };
    expect(await errorOf(['record'], { file: { record: { target }, replay } })).toBe(
      'a.json: replay has no option "seeed"; did you mean seed?',
    );
  });

  it('stands in the way of no help', async () => {
    const given = { file: '{', environment: { UNDERSTUDY_RECORD_INSECURE: 'yes' } };
    for (const args of [['record', '--help'], ['help', 'record'], ['--help']]) {
      await expect(optionsOf(args, given)).rejects.toMatchObject({ exitCode: 0 });
    }
  });

  it('is no matter where a flag says it', async () => {
    const given = { environment: { UNDERSTUDY_RECORD_INSECURE: 'yes' } };
    const args = ['record', '--insecure', '--target', target];
    expect(await optionsOf(args, given)).toMatchObject({ insecure: true });
  });
});
