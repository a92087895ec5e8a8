import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ended } from '../run-program.js';
import { type Certificate, certificate, shared } from '../tls/certificates.js';
import { serve, understudy } from './command.js';

let folder: string;
let target: string;
let files: Readonly<Record<'cert' | 'key' | 'otherKey' | 'noPem', string>>;
const server = createServer(shared, (request, response) => {
  response.setHeader('Content-Type', 'application/json');
  response.end(`{"uri":"${target}${request.url}"}`);
});

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'understudy-tls-'));
  const other: Certificate = await certificate();
  const file = (name: string, content: string): string => {
    writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  files = {
    cert: file('cert.pem', shared.cert),
    key: file('key.pem', shared.key),
    otherKey: file('other.pem', other.key),
    noPem: file('no.pem', 'Dear diary'),
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  target = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  rmSync(folder, { recursive: true });
});

let outputs = 0;
const recordArgs = (...args: string[]): string[] => {
  outputs += 1;
  const output = path.join(folder, `${outputs}.db`);
  return ['record', '--target', target, '--listen', '127.0.0.1:0', '--output', output, ...args];
};

function expectOneLine({ status, stdout, stderr }: Ended, wanted: number): void {
  expect({ status, stdout, lines: stderr.trimEnd().split('\n').length }, stderr).toEqual({
    status: wanted,
    stdout: '',
    lines: 1,
  });
}

async function fetched(url: string): Promise<string> {
  const [response] = await once(get(`${url}/a`, { ca: shared.cert, agent: false }), 'response');
  return text(response);
}

describe('a target that is not trusted', () => {
  it('ends with 4 and no file, and says what can be done', async () => {
    const args = recordArgs();
    const ended = await understudy(...args);
    expectOneLine(ended, 4);
    expect(ended.stderr).toBe(
      `understudy: can't trust the target ${target} (its certificate is self-signed); give its authority with --ca FILE, or do not verify it with --insecure\n`,
    );
    expect(existsSync(args[6] as string)).toBe(false);
  });

  it('is recorded with --insecure, which is said loudly, once', async () => {
    const recorder = await serve(...recordArgs('--insecure', '--rewrite-origin'));
    await (await fetch(`${recorder.url}/a`)).text();
    const { status, stderr } = await recorder.stop();
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^understudy: WARNING: [^\n]* NOT verified [^\n]*\nunderstudy: recording what [^\n]*\n$/u,
    );
  });

  it('is recorded with --wait-target; desktops get 502, and the operator is told once', async () => {
    const recorder = await serve(...recordArgs('--wait-target'));
    for (const _ of [1, 2]) expect((await fetch(recorder.url)).status).toBe(502);
    const { status, stderr } = await recorder.stop();
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^understudy: recording what [^\n]*\nunderstudy: [^\n]*self-signed; give its authority with --ca[^\n]*\n$/u,
    );
  });
});

describe('https on both sides', () => {
  it('records with --ca, --tls-cert and --tls-key', async () => {
    const { cert, key } = files;
    const recorder = await serve(
      ...recordArgs('--ca', cert, '--tls-cert', cert, '--tls-key', key, '--rewrite-origin'),
    );
    expect(recorder.url).toMatch(/^https:/u);
    expect(await fetched(recorder.url)).toBe(`{"uri":"${recorder.url}/a"}`);
    expect(await recorder.stop()).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^understudy: recording what goes through https:[^\n]*\n$/u),
    });
    const output = path.join(folder, `${outputs}.db`);
    const shown = await understudy('show', output);
    expect(shown.stdout).toContain(`Target     ${target}`);
    expect((await understudy('show', output, '1')).stdout).toContain(`{"uri":"${target}/a"}`);
  });

  it('says the fingerprint of the certificate that it makes, which is for localhost, too', async () => {
    const recorder = await serve(...recordArgs('--ca', files.cert, '--tls-self-signed'));
    const { port } = new URL(recorder.url);
    const socket: TLSSocket = tlsConnect({ port: Number(port), rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const shown = socket.getPeerCertificate();
    socket.destroy();
    expect(shown.subjectaltname).toBe(
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
    const { status, stderr } = await recorder.stop();
    expect(status).toBe(0);
    expect(stderr).toContain(`SHA-256 fingerprint is ${shown.fingerprint256}\n`);
  });
});

it('tells once that the server names itself to desktops, and how often at the end', async () => {
  const recorder = await serve(...recordArgs('--ca', files.cert));
  for (const _ of [1, 2]) await (await fetch(`${recorder.url}/a`)).text();
  const { status, stdout, stderr } = await recorder.stop();
  expect(status).toBe(0);
  expect(stderr.replace(/^understudy: recording what goes through .*\n/u, '')).toBe(
    `understudy: the server names itself (${target}) to desktops; one that follows it goes round the recorder: record with --rewrite-origin\n`,
  );
  expect(stdout).toContain("  ! 2 answers or messages named the server's own origin");
});

describe('a command line that is wrong', () => {
  it.each([
    ['a certificate without its key', () => ['--tls-cert', files.cert], '--tls-key'],
    ['a key without its certificate', () => ['--tls-key', files.key], '--tls-cert'],
    [
      'a certificate and one that is made',
      () => ['--tls-self-signed', '--tls-cert', files.cert, '--tls-key', files.key],
      '--tls-self-signed',
    ],
    [
      'the key of another certificate',
      () => ['--tls-cert', files.cert, '--tls-key', files.otherKey],
      'is not that of the certificate',
    ],
    [
      'a key for a certificate',
      () => ['--tls-cert', files.key, '--tls-key', files.key],
      "can't listen",
    ],
    ['a file that is no PEM', () => ['--tls-cert', files.noPem, '--tls-key', files.key], 'no PEM'],
    ['a file that is not there', () => ['--ca', path.join(folder, 'absent.pem')], '--ca'],
    ['a key for an authority', () => ['--ca', files.key], 'no certificate'],
  ])('ends with 2 and one line: %s', async (_what, args, said) => {
    const all = recordArgs(...args());
    const ended = await understudy(...all);
    expectOneLine(ended, 2);
    expect(ended.stderr).toContain(said);
    expect(existsSync(all[6] as string)).toBe(false);
  });

  it.each([
    ['--ca', () => ['--ca', files.cert]],
    ['--insecure', () => ['--insecure']],
  ])('ends with 2 if %s is given with an http target', async (_flag, args) => {
    const all = recordArgs(...args()).map((arg) => (arg === target ? 'http://127.0.0.1:1' : arg));
    expectOneLine(await understudy(...all), 2);
  });
});
