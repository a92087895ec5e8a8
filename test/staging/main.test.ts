import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { runDesktop } from '../desktops/run-desktop.js';
import { agent } from '../desktops/scripts.js';
import { tweetNotices } from '../desktops/tweet-notices.js';

// The command is what `npm run staging` starts: the compiled one.
const main = path.resolve(import.meta.dirname, '../../dist/test/staging/main.js');

it.each([[], ['--faye']])(
  'serves until it is interrupted, even while a desktop is held: %j',
  async (...args) => {
    const staging = spawn(process.execPath, [main, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(staging, 'exit');
    const [line] = await once(createInterface(staging.stdout), 'line');
    const [, url = ''] = /^staging on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line) ?? [];
    const who = { url, user: 'a1', client: 'cometd9' } as const;
    expect(tweetNotices((await runDesktop(agent(), who)).sights)).toHaveLength(6);
    await runDesktop(async (desktop) => {
      await desktop.request('GET', '/api/v2/me', {
        headers: { Authorization: `Basic ${Buffer.from('a1:secret-a1').toString('base64')}` },
      });
      await desktop.handshake();
      staging.kill('SIGINT');
      expect(await exit).toEqual([0, null]);
    }, who);
  },
);

it.each([['--port', 'none'], ['--version', '8.5.0'], ['--bogus']])(
  'refuses %s %s in one line',
  async (...args) => {
    const staging = spawn(process.execPath, [main, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [error, exit] = await Promise.all([text(staging.stderr), once(staging, 'exit')]);
    expect(exit).toEqual([2, null]);
    expect(error).toMatch(/^staging: .*\n$/);
  },
);
