import { writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Examination } from '../../src/index.js';
import { program, understudy } from '../e2e/command.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { runProgram } from '../run-program.js';
import { startStaging } from '../staging/staging.js';

const folder = temporaryFolder();
const anywhere = (): string[] => ['--listen', '127.0.0.1:0', '--output', folder.path('a.db')];

describe('understudy doctor', () => {
  it('looks at this machine alone without a target, and leaves nothing', async () => {
    const { status, stdout, stderr } = await understudy('doctor', ...anywhere());
    const lines = stdout.trimEnd().split('\n');
    expect(
      lines.every((line) => /^(?:ok {4}|warn {2}|fail {2}| {19}\S|\d+ failed, )/u.test(line)),
    ).toBe(true);
    expect(stdout).toMatch(/^ok {4}node {9}Node \S+ on/u);
    expect(stdout).toMatch(/^warn {2}target {7}none is named, so the server was not looked at$/mu);
    expect(stdout).not.toContain('cometd');
    expect(lines.at(-1)).toMatch(/^0 failed, \d+ warnings?, \d+ ok$/u);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(folder.files()).toEqual([]);
  });

  it('gives one JSON object with --json', async () => {
    const staging = await startStaging();
    onTestFinished(() => staging.close());
    const { status, stdout } = await understudy(
      'doctor',
      '--target',
      staging.url,
      '--json',
      ...anywhere(),
    );
    const told = JSON.parse(stdout) as { ok: boolean; checks: { check: string }[] };
    expect(told.ok).toBe(true);
    for (const each of told.checks) {
      expect(each).toEqual({
        check: expect.stringMatching(/^[a-z]+$/u),
        status: expect.stringMatching(/^(?:ok|warn|fail|unknown)$/u),
        found: expect.any(String),
        advice:
          each.check === 'target'
            ? null
            : expect.toSatisfy((it: unknown) => it === null || typeof it === 'string'),
      });
    }
    expect(told.checks.map(({ check }) => check)).toEqual(
      expect.arrayContaining([
        'node',
        'sqlite',
        'output',
        'disk',
        'commits',
        'listen',
        'target',
        'http',
        'cometd',
        'origins',
        'clock',
      ]),
    );
    expect(status).toBe(0);
  });

  it('asks as a user, whose password it never tells', async () => {
    const staging = await startStaging();
    onTestFinished(() => staging.close());
    const args = ['doctor', '--target', staging.url, '--user', 'a1', ...anywhere()];
    const { stdout, status } = await runProgram(process.execPath, [program, ...args], {
      env: { UNDERSTUDY_PASSWORD_A1: 'secret-a1' },
    });
    expect(stdout).toContain('ok    login');
    expect(stdout).toContain('its version is 8.5.202.96');
    expect(stdout).not.toContain('secret-a1');
    expect(status).toBe(0);
    expect(await understudy(...args)).toMatchObject({ status: 2, stdout: '' });
  });

  it('puts a question mark where only somebody who has logged in could know, and ends with 0', async () => {
    const staging = await startStaging();
    onTestFinished(() => staging.close());
    const args = ['doctor', '--target', staging.url, ...anywhere()];
    const { stdout, status } = await understudy(...args);
    expect(stdout).toMatch(/^\? {5}cometd .*takes a log-in.*\n +ask as one of them: --user NAME/mu);
    expect(stdout).toMatch(/^\? {5}origins /mu);
    expect(stdout).toMatch(/, 2 unknown without a log-in, \d+ ok\n$/u);
    expect(status).toBe(0);
    const told = JSON.parse((await understudy(...args, '--json')).stdout) as Examination;
    expect(told.ok).toBe(true);
    expect(
      told.checks.filter(({ status }) => status === 'unknown').map((each) => each.check),
    ).toEqual(['cometd', 'origins']);
  });

  it('ends with 1 if something would not work', async () => {
    writeFileSync(folder.path('a.db'), '');
    const { status, stdout } = await understudy(
      ...[
        'doctor',
        '--target',
        'http://127.0.0.1:1',
        '--rules',
        folder.path('absent.json'),
        ...anywhere(),
      ],
    );
    expect(stdout).toContain('fail  output');
    expect(stdout).toContain('fail  rules');
    expect(stdout).toContain('fail  target');
    expect(stdout).toContain('\n3 failed, ');
    expect(status).toBe(1);
  });

  it.each([
    [['--target', 'gws.test']],
    [['--target', 'http://127.0.0.1:1', '--insecure']],
    [['--listen', 'nowhere']],
    [['--cometd', 'cometd']],
    [['--credentials', 'a.json']],
    [['--timeout', '0']],
    [['a.db']],
  ])('ends with 2 and one line if it is used wrongly: %o', async (args) => {
    const { status, stdout, stderr } = await understudy('doctor', ...args);
    expect({ status, stdout, lines: stderr.split('\n').length }).toEqual({
      status: 2,
      stdout: '',
      lines: 2,
    });
  });
});
