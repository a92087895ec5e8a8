import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRecording } from '../../src/recording/open-recording.js';
import { askFor, startObedientServer } from '../capture/obedient-server.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { Screen } from '../report/status/screen.js';
import { program } from './command.js';

const folder = temporaryFolder();

interface Pseudoterminal {
  /** What it shows now. */
  screen(): string;
  /** All that was written to it. */
  raw(): string;
  /** Waits until what it shows fits. */
  shows(fits: RegExp): Promise<RegExpExecArray>;
  type(text: string): void;
  /** Takes the terminal away. */
  close(): void;
  /** Everything that ran in it is over. */
  readonly over: Promise<unknown>;
}

/**
 * Runs a shell command in a pseudoterminal of that size. `script` is on every Debian (bsdutils) and is what
 * gives a program a real terminal; without it this fails.
 */
function terminal(command: string, columns = 80, rows = 24): Pseudoterminal {
  const child = spawn(
    'script',
    ['-qfec', `stty cols ${columns} rows ${rows}; exec ${command}`, '/dev/null'],
    // Whoever runs in it inherits the last one, which ends when nobody is left.
    {
      stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
      env: { ...process.env, TERM: 'xterm', SHELL: '/bin/sh' },
    },
  );
  const { stdin, stdout } = child;
  const life = child.stdio[3] as Readable;
  const over = once(life.resume(), 'close');
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => {});
  if (stdin === null || stdout === null) throw new Error('no streams');
  stdin.on('error', () => {});
  onTestFinished(async () => {
    // A second interrupt ends what is still there.
    stdin.write('\u0003\u0003');
    child.kill('SIGHUP');
    await over;
  });
  const screen = new Screen(columns, rows);
  let raw = '';
  let look = (): void => {};
  stdout.setEncoding('utf8').on('data', (text: string) => {
    raw += text;
    screen.write(text);
    look();
  });
  return {
    screen: () => screen.text,
    raw: () => raw,
    shows: (fits) =>
      Promise.race([
        failed,
        new Promise<RegExpExecArray>((resolve, reject) => {
          look = () => {
            const found = fits.exec(screen.text);
            if (found !== null) resolve(found);
          };
          look();
          void over.then(() => {
            look();
            reject(new Error(`it never showed ${fits}, but:\n${screen.text}`));
          });
        }),
      ]),
    type: (text) => void stdin.write(text),
    close: () => void child.kill('SIGKILL'),
    over,
  };
}

function recordCommand(target: string, file: string, flags = ''): string {
  const args = `record --target ${target} --listen 127.0.0.1:0 --output '${file}' ${flags}`;
  return `'${process.execPath}' '${program}' ${args}`;
}

function startLine(url: string, target: string, file: string): string {
  return `understudy: recording what goes through ${url} to ${target}, into ${file}`;
}

describe('record on a terminal', () => {
  it('shows a live status in one place, and in the end what was recorded alone', async () => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const tty = terminal(recordCommand(server.url, file));
    const [, url = ''] = await tty.shows(/^listening on (\S+)\n(?:.*\n)*recording /mu);
    const call = { method: 'POST', body: '{"operationName":"Hold"}' };
    await askFor(`${url}/api/v2/me/chats/1`, { ...call, headers: { Cookie: 'JSESSIONID=a' } });
    // It is drawn over and over: what was asked meanwhile shows.
    await tty.shows(/^ {2}calls {10}[\d.]+\/s, 1 in all$/mu);
    await tty.shows(/^ {2}uncorrelated {3}Hold 1$/mu);
    expect(tty.screen().match(/^recording /gmu)).toHaveLength(1);
    expect(tty.raw().match(/recording /gu)?.length).toBeGreaterThan(1);
    expect(tty.raw()).toContain('\u001b[1mrecording');
    tty.type('\u0003');
    await tty.over;
    const lines = tty.screen().split('\n');
    // The terminal wraps what is too long for it.
    const start = startLine(url, server.url, file);
    const after = Math.ceil(start.length / 80);
    expect(lines.slice(0, after).join('')).toBe(start);
    expect(lines.at(after)).toBe(`listening on ${url}`);
    expect(lines.at(after + 1)).toMatch(/^recorded 1 session, 1 call and 0 notifications/u);
    expect(tty.screen()).not.toMatch(/^recording |^ {2}calls/mu);
  });

  it('has no colours under NO_COLOR, and fits a terminal that is small', async () => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const command = `env NO_COLOR=1 ${recordCommand(server.url, file)}`;
    const tty = terminal(command, 40, 6);
    const [, url = ''] = await tty.shows(/^listening on (\S+)\n(?:.*\n)* {2}notifications/mu);
    await askFor(url, { method: 'POST' });
    // To its last line: it may come in pieces.
    await tty.shows(/^ {2}calls {10}[\d.]+\/s, 1 in all\n.*\n {2}uncorrelated {3}./mu);
    expect(tty.screen().match(/^recording /gmu)).toHaveLength(1);
    const wrapped = Math.ceil(startLine(url, server.url, file).length / 40);
    expect(tty.screen().split('\n')).toHaveLength(6 + wrapped);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what terminals are told by
    expect(tty.raw()).not.toMatch(/\u001b\[[\d;]*m/u);
    tty.type('\u0003');
    await tty.over;
    expect(tty.screen()).toContain('recorded 0 sessions');
  });

  it('shows nothing of it with --quiet, nor on a terminal that can not move its cursor', async () => {
    const server = await startObedientServer();
    for (const [name, before, flags, start] of [
      ['quiet.db', '', '--quiet', ''],
      ['dumb.db', 'env TERM=dumb ', '', 'understudy: recording what[^^]*\\.db\n'],
    ] as const) {
      const tty = terminal(before + recordCommand(server.url, folder.path(name), flags));
      const [, url = ''] = await tty.shows(new RegExp(`^${start}listening on (\\S+)$`, 'u'));
      await askFor(url);
      tty.type('\u0003');
      await tty.over;
      expect(tty.raw()).not.toContain('\u001b[');
      expect(tty.screen()).toMatch(
        new RegExp(`^${start}listening on \\S+\n\\^C\\s*recorded `, 'u'),
      );
    }
  });

  it('ends properly when its terminal goes away', async () => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const tty = terminal(recordCommand(server.url, file));
    const [, url = ''] = await tty.shows(/^listening on (\S+)\n(?:.*\n)*recording /mu);
    await askFor(url);
    tty.close();
    await tty.over;
    using recording = openRecording(file);
    expect(recording.info).toMatchObject({ interrupted: false, gaps: [] });
    expect([...recording.exchanges()]).toHaveLength(1);
  });
});
