import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../src/recording/open-recording.js';
import type { Redactor } from '../../src/redact/redactor.js';
import { composeRecorder, type PlantedFault } from './compose-recorder.js';
import { startUpstream, type Upstream } from './upstream.js';

/** Each stands in another place of what passes. */
const secrets = {
  basic: 'pw-basic-3f9a1c77',
  cookie: 'cookie-7be0d2aa91',
  setCookie: 'setcookie-51ce88f0',
  rotated: 'rotated-02d4b7e6aa',
  csrf: 'csrf-5d1e77c3-8a40',
  body: 'pw-body-b1946ac9\\u00e9"quoted',
  nested: 'pw-nested-6f1ed002',
  query: 'tok-query-ab56b4d9',
  gzip: 'tok-gzip-2db1aa05f',
  handshake: 'tok-handshake-9911e0',
  form: 'pw-form-77aa10bc9',
  bearer: 'bearer-e5c1f0a2bb90',
  reason: 'tok-reason-4410ffac2',
} as const;

describe('secrets', () => {
  let folder: string;
  let server: Upstream;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-secrets-'));
    server = await startUpstream((_request, response) => {
      response.setHeader('Set-Cookie', [
        `JSESSIONID=${secrets.setCookie}; Path=/; HttpOnly`,
        `BAYEUX_BROWSER="${secrets.rotated}"; Path=/`,
      ]);
      response.statusMessage = `Fine, token=${secrets.reason}`;
      response.setHeader('X-CSRF-HEADER', 'X-CSRF-TOKEN');
      response.setHeader('X-CSRF-TOKEN', secrets.csrf);
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Content-Encoding', 'gzip');
      response.end(gzipSync(JSON.stringify({ user: { accessToken: secrets.gzip } })));
    });
  });

  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  /** Sends every secret through a recorder; returns the names of those that reached the disk. */
  async function leaked(name: string, fault: PlantedFault = {}): Promise<string[]> {
    const file = path.join(folder, `${name}.db`);
    const recorder = await composeRecorder(server.url, file, fault);
    const basic = Buffer.from(`a1:${secrets.basic}`).toString('base64');
    const send = (path_: string, type: string, body: string, authorization: string) =>
      fetch(recorder.url + path_, {
        method: 'POST',
        headers: {
          Authorization: authorization,
          Cookie: `JSESSIONID=${secrets.cookie}; AWSELB=${secrets.cookie}`,
          'X-CSRF-TOKEN': secrets.csrf,
          'Content-Type': type,
        },
        body,
      }).then((response) => response.arrayBuffer());
    await send(
      `/api/v2/me?access_token=${secrets.query}&fields=*`,
      'application/json',
      JSON.stringify({ password: secrets.body, deep: [{ newPassword: secrets.nested }] }),
      `Basic ${basic}`,
    );
    await send(
      `/login;jsessionid=${secrets.cookie}`,
      'application/x-www-form-urlencoded',
      `user=a1&password=${secrets.form}`,
      `Bearer ${secrets.bearer}`,
    );
    await send(
      '/api/v2/notifications',
      'application/json',
      JSON.stringify([
        {
          channel: '/meta/handshake',
          version: '1.0',
          supportedConnectionTypes: ['long-polling'],
          ext: { authentication: { user: 'a1', token: secrets.handshake } },
        },
      ]),
      `Basic ${basic}`,
    );
    const onDisk = [file, `${file}-wal`].filter((each) => existsSync(each));
    expect(onDisk).toContain(`${file}-wal`);
    const live = onDisk.map((each) => readFileSync(each));
    await recorder.close();
    const haystacks = [...live, readFileSync(file), ...decodedParts(file)];
    return Object.entries({ ...secrets, encodedBasic: basic })
      .filter(([, secret]) =>
        forms(secret).some((form) => haystacks.some((hay) => hay.includes(form))),
      )
      .map(([each]) => each);
  }

  it('never reach the file, its WAL or a decoded body', async () => {
    expect(await leaked('clean')).toEqual([]);
  });

  it('are missed by nobody: a redactor that forgets headers is found out', async () => {
    const forgetful = (redactor: Redactor): Redactor => ({
      ...redactor,
      headers: (headers) => ({ headers, places: [] }),
    });
    expect(await leaked('planted', { redactor: forgetful })).toEqual(
      expect.arrayContaining(['cookie', 'setCookie', 'csrf', 'bearer', 'encodedBasic']),
    );
  });
});

/** The ways in which a secret may be written. */
function forms(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64').replace(/=+$/u, ''),
  ];
}

function decodedParts(file: string): Buffer[] {
  using recording = openRecording(file);
  return [...recording.exchanges()].flatMap(({ requestBody, responseBody }) =>
    [requestBody, responseBody].flatMap((body) => [
      Buffer.from(body?.content ?? ''),
      Buffer.from(body?.encoded ?? ''),
    ]),
  );
}
