import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/doctor/check.js';
import { clockCheck } from '../../src/doctor/clock-check.js';
import { commitsCheck, commitsFor } from '../../src/doctor/machine/commits-check.js';
import { descriptorsFor } from '../../src/doctor/machine/descriptors-check.js';
import { diskFor } from '../../src/doctor/machine/disk-check.js';
import { doorCertificateCheck } from '../../src/doctor/machine/door-certificate-check.js';
import { listenCheck } from '../../src/doctor/machine/listen-check.js';
import { memoryFor } from '../../src/doctor/machine/memory-check.js';
import { nodeCheck } from '../../src/doctor/machine/node-check.js';
import { outputCheck } from '../../src/doctor/machine/output-check.js';
import { noSqlite, sqliteCheck } from '../../src/doctor/machine/sqlite-check.js';
import { proxiesCheck } from '../../src/doctor/proxies-check.js';
import { validity } from '../../src/doctor/validity.js';
import { systemClock } from '../../src/time/clock.js';
import { RawServer } from '../capture/relay/raw-peer.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { certificate, shared } from '../tls/certificates.js';

const folder = temporaryFolder();
const mebi = 1024 * 1024;

/** What a person reads: the status, and what was found. */
const lineOf = ({ status, found }: Check): string => `${status}: ${found}`;

describe('Node and SQLite', () => {
  it.each([
    ['20.19.0', 'ok'],
    ['22.1.0', 'ok'],
    ['24.3.0', 'ok'],
    ['23.5.0', 'warn'],
    ['20.18.3', 'fail'],
    ['18.20.0', 'fail'],
  ])('judges Node %s: %s', (version, status) => {
    const check = nodeCheck(version, 'linux', 'x64');
    expect(lineOf(check)).toBe(`${status}: Node ${version} on linux x64`);
    expect(check.advice === null).toBe(status === 'ok');
  });

  it('finds the SQLite that is there', () => {
    expect(lineOf(sqliteCheck())).toMatch(/^ok: SQLite 3\.\d+\.\d+, compiled for this Node$/u);
  });

  it('says how to compile a better-sqlite3 that another Node had', () => {
    const error = new Error(
      "The module 'better_sqlite3.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 115.",
    );
    const check = noSqlite(error);
    expect(lineOf(check)).toBe(
      'fail: better-sqlite3 was compiled for another Node, or another system',
    );
    expect(check.advice).toContain('npm rebuild better-sqlite3');
    expect(lineOf(noSqlite(new Error('Could not locate the bindings file.\nTried:\n a')))).toBe(
      "fail: better-sqlite3 can't be loaded: Could not locate the bindings file.",
    );
  });
});

describe('what the machine has', () => {
  it('warns of little memory', () => {
    expect(memoryFor(512 * mebi, 1024 * mebi).status).toBe('ok');
    expect(lineOf(memoryFor(100 * mebi, 1024 * mebi))).toBe(
      'warn: 100 MiB of memory available, of 1024 MiB',
    );
  });

  it('counts the connections that the descriptors are enough for', () => {
    expect(descriptorsFor(1_048_576, 10_000).status).toBe('ok');
    expect(descriptorsFor(Number.POSITIVE_INFINITY, 10_000)).toMatchObject({
      status: 'ok',
      found: expect.stringMatching(/^unlimited /u),
    });
    expect(descriptorsFor(1024, 10_000)).toMatchObject({
      status: 'warn',
      found: '1024 file descriptors: enough for 480 connections at once, then desktops get 502',
      advice: expect.stringContaining('ulimit -n 20064'),
    });
    expect(descriptorsFor(1024, 480).status).toBe('ok');
    expect(descriptorsFor(10, 5).advice).toContain('--max-connections 1');
  });

  it.each([
    [{ type: 0xef53, free: 5_000 * mebi }, 'ok: 5000 MiB free in /data'],
    [{ type: 0xef53, free: 100 * mebi }, 'warn: 100 MiB free in /data'],
    [{ type: 0xef53, free: 10 * mebi }, 'fail: 10 MiB free in /data'],
    [
      { type: 0x6969, free: 5_000 * mebi },
      'warn: 5000 MiB free in /data, which is on another machine (NFS)',
    ],
    [
      { type: 0xff534d42, free: 5_000 * mebi },
      'warn: 5000 MiB free in /data, which is on another machine (CIFS)',
    ],
    [{ type: 0x794c7630, free: 5_000 * mebi }, 'ok: 5000 MiB free in /data'],
    [
      { type: 0x01021994, free: 5_000 * mebi },
      'warn: 5000 MiB free in /data, which is memory (tmpfs)',
    ],
  ])('judges a file system: %o', (system, line) => {
    expect(lineOf(diskFor('/data', system))).toBe(line);
  });
});

describe('where the recording goes', () => {
  it('is a folder in which we may write, or one that can be made', () => {
    expect(outputCheck(folder.path('a.db')).check).toMatchObject({ status: 'ok', advice: null });
    const deep = outputCheck(folder.path('new/deeper/a.db'));
    expect(lineOf(deep.check)).toContain('its folder is made when it is needed');
    expect(deep.folder).toBe(folder.path('').replace(/\/$/u, ''));
    expect(folder.files()).toEqual([]);
  });

  it('must not be there already, and not lie in a file', () => {
    const file = folder.path('a.db');
    writeFileSync(file, '');
    expect(lineOf(outputCheck(file).check)).toBe(
      `fail: ${file} exists already, and is never overwritten`,
    );
    expect(outputCheck(path.join(file, 'b.db'))).toMatchObject({
      writable: false,
      check: { status: 'fail' },
    });
  });

  it.skipIf(process.getuid?.() === 0)('must be writable for us', () => {
    const closed = folder.path('closed');
    mkdirSync(closed, { mode: 0o500 });
    expect(outputCheck(path.join(closed, 'a.db'))).toMatchObject({
      writable: false,
      check: { status: 'fail' },
    });
  });

  it('is tried with commits, of which nothing stays', () => {
    const options = { durability: 'full', maxHold: 60_000 } as const;
    const check = commitsCheck(folder.path(''), options, systemClock());
    expect(lineOf(check)).toMatch(
      /^ok: a commit takes [\d.]+ ms, the slowest of 100 took [\d.]+ ms/u,
    );
    expect(readdirSync(folder.path(''))).toEqual([]);
  });

  it('fails if nothing can be written there', () => {
    const options = { durability: 'normal', maxHold: 250 } as const;
    const absent = folder.path('absent');
    expect(commitsCheck(absent, options, systemClock()).status).toBe('fail');
    expect(existsSync(absent)).toBe(false);
  });

  it('is too slow where commits take as long as desktops wait', () => {
    const options = { durability: 'normal', maxHold: 250 } as const;
    expect(commitsFor([1, 2, 3], options)).toMatchObject({ status: 'ok', advice: null });
    expect(commitsFor([1], { ...options, durability: 'relaxed' }).found).toContain('do not wait');
    expect(commitsFor([100, 100, 120], options)).toMatchObject({
      status: 'warn',
      advice: expect.stringContaining('faster disk'),
    });
    expect(commitsFor([1, 1, 300], options)).toMatchObject({
      status: 'warn',
      found: 'a commit takes 1.0 ms, the slowest of 3 took 300 ms; desktops wait for it',
      advice: expect.stringContaining('--max-hold'),
    });
  });
});

describe('where desktops connect', () => {
  it('is free, and free again afterwards', async () => {
    const server = await RawServer.listen();
    const { port } = server;
    expect(await listenCheck({ host: '127.0.0.1', port })).toMatchObject({
      status: 'fail',
      found: `can't listen on 127.0.0.1:${port} (EADDRINUSE)`,
      advice: expect.stringContaining('port 0 picks a free one'),
    });
    await server.close();
    for (const _ of [1, 2]) {
      expect(lineOf(await listenCheck({ host: '127.0.0.1', port }))).toBe(
        `ok: 127.0.0.1:${port} is free; desktops of this machine alone reach it`,
      );
    }
  });

  it('is an address of this machine', async () => {
    expect(await listenCheck({ host: '203.0.113.1', port: 0 })).toMatchObject({
      status: 'fail',
      advice: expect.stringContaining('0.0.0.0'),
    });
  });

  it('has a certificate that goes with its key and is valid', async () => {
    const now = systemClock().now();
    const check = (options: object) => doorCertificateCheck(options, '127.0.0.1', now);
    expect(await check({})).toBeNull();
    expect(await check({ tlsSelfSigned: true })).toMatchObject({ status: 'ok' });
    expect(await check({ tlsCert: shared.cert, tlsKey: shared.key })).toMatchObject({
      status: 'ok',
      found: expect.stringContaining('IP Address:127.0.0.1, DNS:localhost'),
    });
    const old = await certificate({ expired: true });
    expect(await check({ tlsCert: old.cert, tlsKey: old.key })).toMatchObject({ status: 'fail' });
    expect(await check({ tlsCert: shared.cert, tlsKey: old.key })).toMatchObject({
      status: 'fail',
    });
    expect(await check({ tlsCert: shared.cert })).toMatchObject({ status: 'fail' });
  });
});

it('judges how long a certificate is valid', () => {
  const at = (now: string): string =>
    lineOf(
      validity(
        'trust',
        'it',
        { validFrom: 'Jan  1 00:00:00 2026 GMT', validTo: 'Dec 31 00:00:00 2026 GMT' },
        Date.parse(now),
        'renew it',
      ),
    );
  expect(at('2026-06-01')).toBe('ok: it; valid until 2026-12-31');
  expect(at('2026-12-21')).toBe('warn: it; valid until 2026-12-31, for 10 days');
  expect(at('2027-01-01')).toBe('fail: it; it has expired: 2026-12-31');
  expect(at('2025-06-01')).toBe('fail: it; it is not valid before 2026-01-01');
});

describe('the clock', () => {
  const now = Date.parse('2026-06-01T12:00:00Z');
  const readings = { now, stepped: 0, ahead: 0, uncertain: 500 };

  it('is right if it is what the server shows, as far as that is known', () => {
    expect(lineOf(clockCheck(readings))).toBe(
      "ok: this machine's clock shows 2026-06-01T12:00:00Z, which is the server's time",
    );
    expect(clockCheck({ ...readings, ahead: 2_400 }).status).toBe('ok');
    expect(lineOf(clockCheck({ ...readings, ahead: null }))).toBe(
      "ok: this machine's clock shows 2026-06-01T12:00:00Z",
    );
  });

  it('is off if the server shows another time', () => {
    expect(lineOf(clockCheck({ ...readings, ahead: -90_000 }))).toBe(
      "warn: this machine's clock shows 2026-06-01T12:00:00Z; the server's is 90 s behind",
    );
    expect(lineOf(clockCheck({ ...readings, ahead: 3_600_000 }))).toContain('is 3600 s ahead');
  });

  it('was never set, or is moved about', () => {
    expect(clockCheck({ ...readings, now: 0 }).status).toBe('fail');
    expect(lineOf(clockCheck({ ...readings, stepped: -1_500 }))).toContain(
      'it was moved by -1.5 s just now',
    );
  });
});

describe('proxies in the environment', () => {
  const host = '127.0.0.1';

  it('are no matter if there are none, or not for us', () => {
    expect(lineOf(proxiesCheck({}, host, true))).toBe('ok: no proxy is set in the environment');
    const environment = { https_proxy: 'http://p.test', NO_PROXY: 'localhost,127.0.0.1' };
    expect(proxiesCheck(environment, host, true).status).toBe('ok');
    expect(proxiesCheck({ HTTP_PROXY: 'x', no_proxy: '*' }, host, true).status).toBe('ok');
    expect(
      proxiesCheck({ HTTP_PROXY: 'x', NO_PROXY: '.gws.test' }, 'a.gws.test', null).status,
    ).toBe('ok');
  });

  it('catch desktops that heed them; their values are not told', () => {
    const check = proxiesCheck({ HTTP_PROXY: 'http://me:secret@p.test' }, host, true);
    expect(lineOf(check)).toBe('warn: HTTP_PROXY is set, also for 127.0.0.1');
    expect(JSON.stringify(check)).not.toContain('secret');
  });

  it('may be the only way to the target', () => {
    const check = proxiesCheck({ HTTPS_PROXY: 'http://p.test' }, host, false);
    expect(lineOf(check)).toContain('Understudy goes to the target without a proxy');
  });
});
