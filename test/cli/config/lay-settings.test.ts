import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { laySettings } from '../../../cli/config/lay-settings.js';
import { laidSettings } from './laid-settings.js';

const settings = laidSettings();
const { optionsOf, errorOf } = settings;

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
      output: path.join(settings.folder, 'a/b.db'),
      rules: ['/x.json', path.join(settings.folder, '../y.json')],
      ca: 'ca.pem',
    });
    const replay = { target: 'x', report: 'played.json', session: 'a1' };
    expect(await optionsOf(['replay', 'a.db'], { file: { replay } })).toMatchObject({
      session: 'a1',
      report: path.join(settings.folder, 'played.json'),
    });
  });

  it('has each of several files that are read as one from that folder, unless one is called so', async () => {
    const file = {
      diff: { noise: ['a.db,b/c.db', '/x.db,d.db', 'e,f.db', 'week,'], output: 'g,h.txt' },
    };
    const inFolder = (name: string): string => path.join(settings.folder, name);
    writeFileSync(inFolder('e,f.db'), '');
    expect(await optionsOf(['diff', 'a.db', 'b.db'], { file })).toMatchObject({
      noise: [
        `${inFolder('a.db')},${inFolder('b/c.db')}`,
        `/x.db,${inFolder('d.db')}`,
        inFolder('e,f.db'),
        inFolder('week,'),
      ],
      output: inFolder('g,h.txt'),
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

describe('an option that any command may come to have', () => {
  it('is covered, if it can be denied, excludes another or implies one', async () => {
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
      const config = path.join(settings.folder, 'serve.json');
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
