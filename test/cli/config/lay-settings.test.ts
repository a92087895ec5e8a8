import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Option } from 'commander';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { laySettings } from '../../../cli/config/lay-settings.js';
import { understudyProgram } from '../../../cli/run.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'understudy-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

interface Given {
  readonly file?: string | object;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a command would be run with; the file stands in a folder of its own. */
async function optionsOf(args: readonly string[], { file, environment = {} }: Given = {}) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const config = path.join(folder, 'a.json');
  writeFileSync(config, typeof file === 'string' ? file : JSON.stringify(file ?? {}));
  const program = understudyProgram(() => {}).configureOutput({ writeOut: () => {} });
  let options: Record<string, unknown> | null = null;
  for (const command of program.commands) {
    command.configureOutput({ outputError: () => {}, writeOut: () => {} }).action(() => {
      options = command.opts();
    });
  }
  await program.parseAsync(['--config', config, ...args], { from: 'user' });
  if (options === null) throw new Error('no command has run');
  return options as Record<string, unknown>;
}

/** The one line that a person gets, without the folder of the file. */
async function errorOf(args: readonly string[], given: Given): Promise<string> {
  const error: unknown = await optionsOf(args, given).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('there is no error');
  expect(error).toMatchObject({ code: 'UNDERSTUDY_USAGE', exitStatus: 2 });
  return error.message.replaceAll(`${folder}${path.sep}`, '');
}

const target = 'http://gws.test:8080';

describe('what a command is run with', () => {
  it('comes from flags before the environment, from that before the file, from that before defaults', async () => {
    const file = { record: { target, label: 'file', listen: '127.0.0.1:1', durability: 'full' } };
    const environment = { UNDERSTUDY_RECORD_LABEL: 'environment', UNDERSTUDY_RECORD_LISTEN: ':2' };
    const options = await optionsOf(['record', '--label', 'flag'], { file, environment });
    expect(options).toMatchObject({
      label: 'flag',
      listen: ':2',
      durability: 'full',
      target,
    });
    expect(await optionsOf(['record', '--target', target])).toMatchObject({ durability: 'normal' });
  });

  it('has what must be given from the environment or the file alone', async () => {
    expect(await optionsOf(['record'], { file: { record: { target } } })).toMatchObject({ target });
    const environment = { UNDERSTUDY_RECORD_TARGET: target };
    expect(await optionsOf(['record'], { environment })).toMatchObject({ target });
    vi.unstubAllEnvs();
    await expect(optionsOf(['record'])).rejects.toThrow("required option '--target <url>'");
  });

  it('is read as flags are', async () => {
    const record = { target, maxHold: '200', maxBody: '16MiB', maxHead: 65536, only: 'Accept' };
    expect(await optionsOf(['record'], { file: { record } })).toMatchObject({
      maxHold: 200,
      maxBody: 16 * 1024 * 1024,
      maxHead: 65536,
      only: ['Accept'],
    });
    const replay = { seed: 9007199254740991, timing: 0.5, onMiss: 404, bayeuxErrors: 4 };
    expect(await optionsOf(['replay', 'a.db'], { file: { replay } })).toMatchObject({
      seed: 9007199254740991,
      timing: 0.5,
      onMiss: '404',
      bayeuxErrors: '4',
    });
    const environment = { UNDERSTUDY_REPLAY_SEED: '7', UNDERSTUDY_REPLAY_TIMING: 'recorded' };
    expect(await optionsOf(['replay', 'a.db'], { environment })).toMatchObject({
      seed: 7,
      timing: 'recorded',
    });
  });

  it('takes lists from the file, and from the environment as JSON or one value', async () => {
    const file = { record: { target, only: ['Accept', 'Complete'], redactPattern: '[0-9]{16}' } };
    const environment = {
      UNDERSTUDY_RECORD_REDACT_NAME: 'a, b',
      UNDERSTUDY_RECORD_REDACT_PATH: '["/a","/b"]',
    };
    expect(await optionsOf(['record'], { file, environment })).toMatchObject({
      only: ['Accept', 'Complete'],
      redactPattern: ['[0-9]{16}'],
      redactName: ['a, b'],
      redactPath: ['/a', '/b'],
    });
  });

  it('takes a list from one place alone: flags do not add to what is elsewhere', async () => {
    const file = { record: { target, redactName: ['file'] } };
    const args = ['record', '--redact-name', 'flag', '--redact-name', 'other'];
    expect(await optionsOf(args, { file })).toMatchObject({ redactName: ['flag', 'other'] });
    const environment = { UNDERSTUDY_RECORD_REDACT_NAME: 'environment' };
    expect(await optionsOf(['record'], { file, environment })).toMatchObject({
      redactName: ['environment'],
    });
  });

  it('has a switch off where the environment says so, whatever the file says', async () => {
    const file = { record: { target, insecure: true, ui: true, waitTarget: true } };
    const environment = {
      UNDERSTUDY_RECORD_INSECURE: '0',
      UNDERSTUDY_RECORD_UI: 'false',
      UNDERSTUDY_RECORD_QUIET: '1',
    };
    const options = await optionsOf(['record'], { file, environment });
    expect(options).toMatchObject({ waitTarget: true, quiet: true });
    expect(options).not.toHaveProperty('insecure');
    expect(options).not.toHaveProperty('ui');
  });

  it('has an optional text from the file as a switch or a text', async () => {
    expect(await optionsOf(['record'], { file: { record: { target, ui: true } } })).toMatchObject({
      ui: true,
    });
    const file = { record: { target, ui: '127.0.0.1:9000' } };
    expect(await optionsOf(['record'], { file })).toMatchObject({ ui: '127.0.0.1:9000' });
  });

  it('has files that are named in the file from the folder of the file, and others as they are', async () => {
    const file = { record: { target, output: 'a/b.db', rules: ['/x.json', '../y.json'], key: '' } };
    const environment = { UNDERSTUDY_RECORD_CA: 'ca.pem' };
    expect(await optionsOf(['record'], { file, environment })).toMatchObject({
      output: path.join(folder, 'a/b.db'),
      rules: ['/x.json', path.join(folder, '../y.json')],
      ca: 'ca.pem',
    });
    const replay = { target: 'x', report: 'played.json', session: 'a1' };
    expect(await optionsOf(['replay', 'a.db'], { file: { replay } })).toMatchObject({
      session: 'a1',
      report: path.join(folder, 'played.json'),
    });
  });

  it('has nothing of a variable that is empty', async () => {
    const environment = { UNDERSTUDY_RECORD_LABEL: '', UNDERSTUDY_RECORD_INSECURE: '' };
    const options = await optionsOf(['record', '--target', target], { environment });
    expect(options).not.toHaveProperty('label');
    expect(options).not.toHaveProperty('insecure');
  });

  it('has nothing of the file with --no-config', async () => {
    const file = { record: { target, label: 'file' } };
    const options = await optionsOf(['record', '--no-config', '--target', 'b'], { file });
    expect(options).toMatchObject({ target: 'b' });
    expect(options).not.toHaveProperty('label');
  });

  it('can have comments, trailing commas and a mark of its encoding around it', async () => {
    const file = `\uFEFF// a\n{ /* b */ "$schema": "c", "record": { "target": "${target}", }, }`;
    expect(await optionsOf(['record'], { file })).toMatchObject({ target });
  });
});

describe('what doctor is run with', () => {
  it("is record's where it says nothing of its own, so that it looks at what record would do", async () => {
    const file = {
      record: { target, output: 'monday.db', listen: '127.0.0.1:1', maxHold: 100, json: true },
      doctor: { listen: '127.0.0.1:2' },
    };
    const environment = { UNDERSTUDY_RECORD_MAX_HOLD: '70', UNDERSTUDY_DOCTOR_TIMEOUT: '5' };
    const options = await optionsOf(['doctor', '--output', 'flag.db'], { file, environment });
    expect(options).toMatchObject({
      ...{ target, output: 'flag.db', listen: '127.0.0.1:2', maxHold: 70, timeout: 5 },
    });
    expect(options).not.toHaveProperty('json');
  });

  it("names record's place where that is wrong", async () => {
    const file = { record: { maxHold: 'long' } };
    expect(await errorOf(['doctor'], { file })).toContain('a.json: record.maxHold');
  });

  it('is nothing that others take', async () => {
    const environment = { UNDERSTUDY_RECORD_LISTEN: '127.0.0.1:3' };
    expect(await optionsOf(['replay', 'a.db'], { environment })).toMatchObject({
      listen: '127.0.0.1:8080',
    });
  });
});

describe('what is wrong in a file of settings or the environment', () => {
  const file = (record: object): Given => ({ file: { record: { target, ...record } } });

  it.each([
    [file({ maxHold: 'soon' }), 'a.json: record.maxHold: "soon" is invalid. Give a whole number'],
    [file({ maxHold: true }), 'a.json: record.maxHold must be a number or a string'],
    [
      file({ durability: 'ful' }),
      'a.json: record.durability: "ful" is invalid. Allowed choices are full, normal, relaxed',
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

describe('an option that any command may come to have', () => {
  it('is covered, if it can be denied, excludes another or implies one', async () => {
    const { Command } = await import('commander');
    const program = new Command('understudy').exitOverride();
    program.option('--config <file>').option('--no-config');
    const options: Record<string, unknown>[] = [];
    const command = program
      .command('serve')
      .option('--colour')
      .option('--no-colour')
      .option('--no-page')
      .option('-p, --port <n>', 'a number', Number, 1)
      .addOption(new Option('--tell [how]').preset('loud'))
      .addOption(new Option('--a').conflicts('b'))
      .addOption(new Option('--b').implies({ port: 5 }))
      .configureOutput({ outputError: () => {} })
      .action((each) => {
        options.push({ ...each });
      });
    laySettings(program);
    const run = async (serve: object, args: readonly string[] = []) => {
      const config = path.join(folder, 'serve.json');
      writeFileSync(config, JSON.stringify({ serve }));
      await program.parseAsync(['serve', '--config', config, ...args], { from: 'user' });
      return options.at(-1);
    };
    expect(command.options).toHaveLength(7);
    expect(await run({ colour: false, page: false, port: 3, tell: true })).toEqual({
      colour: false,
      page: false,
      port: 3,
      tell: 'loud',
    });
    expect(await run({ colour: true })).toEqual({ colour: true, page: true, port: 1 });
    expect(await run({ b: true })).toEqual({ b: true, page: true, port: 5 });
    vi.stubEnv('UNDERSTUDY_SERVE_B', '1');
    await expect(run({ a: true })).rejects.toThrow(
      "option '--a' cannot be used with environment variable 'UNDERSTUDY_SERVE_B'",
    );
  });
});
