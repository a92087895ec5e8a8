import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../e2e/command.js';
import type { Ended } from '../../run-program.js';
import { commandInFolder } from './command-in-folder.js';

const place = commandInFolder();
const { understudy, write } = place;
const recording = path.join(root, 'recordings/complete-tweet.db');
const name = 'understudy.config.json';

describe('the file of settings', () => {
  it('is the one of the working folder, not of a folder above', async () => {
    write(name, { verify: { json: true } });
    mkdirSync(path.join(place.folder, 'inner'));
    const here = await understudy(['verify', recording]);
    expect(JSON.parse(here.stdout)).toMatchObject({ whole: true });
    const inner = await understudy(['verify', recording], {}, path.join(place.folder, 'inner'));
    expect(inner.stdout).toMatch(/whole/u);
    expect(() => JSON.parse(inner.stdout)).toThrow();
  });

  it('is another by flag, else by the environment, and none with --no-config', async () => {
    write(name, { show: { json: false } });
    write('a/b.json', { verify: { json: true } });
    const file = (ended: Ended) => JSON.parse(ended.stdout).file;
    const other = { UNDERSTUDY_CONFIG: 'a/b.json' };
    expect(file(await understudy(['config', '--json', '--config', 'a/b.json']))).toBe('a/b.json');
    expect(file(await understudy(['--config', name, 'config', '--json'], other))).toBe(name);
    expect(file(await understudy(['config', '--json'], other))).toBe('a/b.json');
    expect(file(await understudy(['config', '--json'], { UNDERSTUDY_CONFIG: '' }))).toBe(name);
    expect(file(await understudy(['config', '--json', '--no-config'], other))).toBeNull();
  });

  it('must be there if it is named, and must be a file', async () => {
    const absent = await understudy(['verify', recording, '--config', 'absent.json']);
    expect(absent).toEqual({
      status: 2,
      stdout: '',
      stderr: 'understudy: absent.json: there is no such file; name another\n',
    });
    mkdirSync(path.join(place.folder, name));
    expect(await understudy(['verify', recording])).toMatchObject({
      status: 2,
      stderr: `understudy: ${name}: it is no file; move it, or use --no-config\n`,
    });
  });

  it('says on standard error what it sets, for it may be somebody else’s', async () => {
    write(name, { diff: { format: 'json', latency: true }, show: {} });
    const args = ['diff', recording, recording];
    const told = await understudy(args);
    expect(told).toMatchObject({ status: 0, stderr: `${name} sets format, latency\n` });
    expect((await understudy([...args, '--quiet'])).stderr).toBe('');
    expect((await understudy([...args, '--format', 'text'])).stderr).toBe(`${name} sets latency\n`);
    expect((await understudy(['show', recording])).stderr).toBe('');
    write(name, { diff: { quiet: true } });
    expect((await understudy(args)).stderr).toBe(`${name} sets quiet\n`);
  });

  it('is named where an error comes of it, in one line', async () => {
    write(name, { replay: { listen: 'nowhere' }, record: { maxHold: 'soon' } });
    const replay = await understudy(['replay', recording]);
    expect(replay).toMatchObject({ status: 2, stdout: '' });
    expect(replay.stderr).toBe(
      `${name} sets listen\nunderstudy: 'nowhere' is no address to listen on; write HOST:PORT, like 127.0.0.1:8080 (${name}: replay.listen)\n`,
    );
    expect(await understudy(['record', '--target', 'http://a'])).toEqual({
      status: 2,
      stdout: '',
      stderr: `understudy: ${name}: record.maxHold: "soon" is invalid. Give a whole number\n`,
    });
  });
});

describe('the environment', () => {
  it('is named where an error comes of it, in one line', async () => {
    expect(await understudy(['record'], { UNDERSTUDY_RECORD_MAX_HOLD: 'soon' })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'understudy: UNDERSTUDY_RECORD_MAX_HOLD: "soon" is invalid. Give a whole number\n',
    });
  });

  it('is told of where a name is misspelt, and not where a cluster has made it up', async () => {
    const environment = {
      UNDERSTUDY_VERIFY_JSN: '1',
      UNDERSTUDY_VERIFY_SERVICE_HOST: '10.0.0.1',
      UNDERSTUDY_VERIFY_PORT: 'tcp://10.0.0.1:80',
    };
    expect(await understudy(['verify', recording], environment)).toMatchObject({
      status: 0,
      stderr:
        'understudy: UNDERSTUDY_VERIFY_JSN is not known; did you mean UNDERSTUDY_VERIFY_JSON?\n',
    });
  });
});

describe('understudy config', () => {
  it('tells of misspelt variables of any command', async () => {
    const { status, stderr } = await understudy(['config'], { UNDERSTUDY_RECORD_TARGETT: 'x' });
    expect(status).toBe(0);
    expect(stderr).toBe(
      'understudy: UNDERSTUDY_RECORD_TARGETT is not known; did you mean UNDERSTUDY_RECORD_TARGET?\n',
    );
  });

  it('shows what is set of all commands, and where', async () => {
    write(name, { record: { target: 'http://gws.test', redactName: ['a'] }, diff: {} });
    const { stdout, status } = await understudy(['config'], { UNDERSTUDY_RECORD_LABEL: '9.0' });
    expect(status).toBe(0);
    expect(stdout).toBe(`file of settings: ${name}

record
  target      http://gws.test  ${name}
  label       9.0              UNDERSTUDY_RECORD_LABEL
  redactName  ["a"]            ${name}
`);
  });

  it('shows all of one command, with defaults', async () => {
    write(name, { replay: { strict: true } });
    const { stdout } = await understudy(['config', 'replay'], { UNDERSTUDY_REPLAY_SEED: '7' });
    expect(stdout).toMatch(/^ {2}seed +7 +UNDERSTUDY_REPLAY_SEED$/mu);
    expect(stdout).toMatch(/^ {2}strict +true +understudy\.config\.json$/mu);
    expect(stdout).toMatch(/^ {2}listen +127\.0\.0\.1:8080 +default$/mu);
    const record = (await understudy(['config', 'record', '--no-config'])).stdout;
    expect(record).toMatch(/^ {2}target +\(must be given\) +default$/mu);
    // What is a value has no brackets, wherever its default comes from.
    expect(record).toMatch(/^ {2}maxHold +250 +default$/mu);
    expect(record).toMatch(/^ {2}maxBody +16MiB +default$/mu);
    expect(record).toMatch(/^ {2}durability +normal +default$/mu);
    expect(record).toMatch(/^ {2}key +\(a new key, kept nowhere\) +default$/mu);
    expect(record).toContain(
      'no file of settings\nwords in brackets: what happens while nothing is set; -: nothing\n\nrecord\n',
    );
    // Where all that is told was set, there is nothing to explain.
    expect((await understudy(['config'])).stdout).not.toContain('brackets');
    write(name, { record: { target: 'http://gws.test' } });
    expect((await understudy(['config', 'doctor'])).stdout).toMatch(
      /^ {2}target +http:\/\/gws\.test +understudy\.config\.json \(record\)$/mu,
    );
  });

  it('shows no text that would move the cursor', async () => {
    write(name, { record: { label: 'a\u001b[2J' } });
    expect((await understudy(['config'])).stdout).toContain('  label  "a\\u001b[2J"  ');
  });

  it('says so if nothing is set', async () => {
    expect((await understudy(['config'])).stdout).toBe(
      'no file of settings\nnothing is set: what no flag says is by default\n',
    );
  });

  it('finds what is wrong, though the environment wins over it', async () => {
    write(name, { record: { maxHold: 'soon' } });
    const { status, stderr } = await understudy(['config'], { UNDERSTUDY_RECORD_MAX_HOLD: '5' });
    expect(status).toBe(2);
    expect(stderr).toBe(
      `understudy: ${name}: record.maxHold: "soon" is invalid. Give a whole number\n`,
    );
  });

  it('has JSON with the value that the command gets', async () => {
    write(name, { record: { maxBody: '1KiB' } });
    const environment = { UNDERSTUDY_RECORD_INSECURE: 'false' };
    const { stdout } = await understudy(['config', '--json'], environment);
    expect(JSON.parse(stdout)).toEqual({
      file: name,
      settings: [
        {
          command: 'record',
          key: 'insecure',
          flag: '--insecure',
          variable: 'UNDERSTUDY_RECORD_INSECURE',
          value: false,
          from: 'environment',
          origin: 'UNDERSTUDY_RECORD_INSECURE',
        },
        {
          command: 'record',
          key: 'maxBody',
          flag: '--max-body',
          variable: 'UNDERSTUDY_RECORD_MAX_BODY',
          value: 1024,
          from: 'file',
          origin: name,
        },
      ],
    });
  });

  it('knows commands that can be set, and no others', async () => {
    const { status, stderr } = await understudy(['config', 'init']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^understudy: there is nothing to set of 'init'; name one of record, /u);
  });
});
