import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording, replay } from '../../src/index.js';
import type { Body, RequestRow, ResponseRow } from '../../src/recording/exchange.js';
import type { RecordingWriter } from '../../src/recording/writer.js';
import { composeRecorder, type PlantedFault } from './compose-recorder.js';
import { startUpstream, type Upstream } from './upstream.js';

const notification =
  '{"data":{"referenceId":9007199254740993,"twitter":{"id":"01","state":"Completed","n":1.10,"n":1.1,"s":"\\u00e9"}},"channel":"/v2/me/tweets"}';

/** Bodies that JSON.parse and JSON.stringify would not give back. */
const bodies: readonly (readonly [string, string | Buffer])[] = [
  ['64-bit integers', '{"id":9007199254740993,"big":1234567890123456789012345678901234567890}'],
  ['how numbers are written', '[1.10,1e2,-0,0.0,1E+2]'],
  ['escapes', '{"a":"\\u00e9\\/\\u0000","b":"\\ud800"}'],
  ['duplicate keys and their order', '{"b":1,"a":2,"b":3,"__proto__":{"x":1}}'],
  ['blanks', ' \n{ "a" :\t1 }\r\n'],
  ['truncated JSON', '{"statusCode":0,"user":{"na'],
  ['invalid JSON', '{"RRequestedSkills":None,"RouterData70":"("t"="1")"}'],
  ['a byte order mark', Buffer.from('\ufeff{"a":1}')],
  ['bytes that are no text', Buffer.from([0, 255, 254, 128, 0, 10, 13, 10])],
  ['nothing', ''],
  ['Bayeux', `[${notification},{"channel":"/meta/connect","successful":true,"id":"3"}]`],
];

describe('lossless', () => {
  let folder: string;
  let server: Upstream;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-lossless-'));
    server = await startUpstream((request, response) => {
      const [, index, coding] = (request.url ?? '').split('/');
      const body = Buffer.from(bodies[Number(index)]?.[1] ?? '');
      response.setHeader('Content-Type', 'application/json');
      if (coding === 'gzip') response.setHeader('Content-Encoding', 'gzip');
      response.end(coding === 'gzip' ? gzipSync(body) : body);
    });
  });

  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  /** Sends all bodies there and back through a recorder; tells which of them the file has changed. */
  async function changed(name: string, fault: PlantedFault = {}): Promise<readonly string[]> {
    const file = path.join(folder, `${name}.db`);
    const recorder = await composeRecorder(server.url, file, fault);
    for (const [index, [, body]] of bodies.entries()) {
      for (const coding of ['plain', 'gzip']) {
        const sent = { method: 'POST', body: Buffer.from(body) };
        await (await fetch(`${recorder.url}/${index}/${coding}`, sent)).arrayBuffer();
      }
    }
    await recorder.close();
    using recording = openRecording(file);
    return [...recording.exchanges()].flatMap(({ path: asked, requestBody, responseBody }) => {
      const [, index, coding] = asked.split('/');
      const [what, text] = bodies[Number(index)] ?? ['', ''];
      const body = Buffer.from(text);
      const encoded = coding === 'gzip' ? gzipSync(body) : null;
      const kept =
        isKept(requestBody, body, null) &&
        isKept(responseBody, body, body.length === 0 && coding !== 'gzip' ? null : encoded);
      return kept ? [] : [`${what}, ${coding}`];
    });
  }

  it('keeps every body as the bytes that came', async () => {
    expect(await changed('clean')).toEqual([]);
  });

  it('keeps Bayeux messages as slices of the original text', async () => {
    const file = path.join(folder, 'slices.db');
    const recorder = await composeRecorder(server.url, file);
    const connect = `[ {"channel":"/meta/connect", "clientId":"c1","connectionType":"long-polling","id":"3" } ]`;
    await fetch(`${recorder.url}/10/plain`, { method: 'POST', body: connect });
    await recorder.close();
    using recording = openRecording(file);
    expect([...recording.messages()].map(({ text }) => text)).toEqual([
      connect.slice(2, -2),
      notification,
      '{"channel":"/meta/connect","successful":true,"id":"3"}',
    ]);
    await using standIn = await replay(file, { listen: { host: '127.0.0.1', port: 0 } });
    expect(standIn.report().unplayed).toEqual([]);
  });

  it('notices a recorder that writes JSON anew', async () => {
    expect(await changed('planted', { writer: writesJsonAnew })).toEqual(
      expect.arrayContaining(['64-bit integers, plain', 'duplicate keys and their order, gzip']),
    );
  });
});

function isKept(body: Body | null, content: Buffer, encoded: Buffer | null): boolean {
  return (
    Buffer.from(body?.content ?? 'none').equals(content) &&
    (encoded === null ? body?.encoded === null : encoded.equals(body?.encoded ?? Buffer.alloc(0)))
  );
}

function writesJsonAnew(writer: RecordingWriter): RecordingWriter {
  const anew = <Row extends RequestRow | ResponseRow>(row: Row): Row => {
    try {
      const value: unknown = JSON.parse(Buffer.from(row.body?.content ?? '').toString());
      return {
        ...row,
        body: row.body && { ...row.body, content: Buffer.from(JSON.stringify(value)) },
      };
    } catch {
      return row;
    }
  };
  return new Proxy(writer, {
    get(inner, name) {
      if (name === 'request') return (row: RequestRow) => inner.request(anew(row));
      if (name === 'response') return (row: ResponseRow) => inner.response(anew(row));
      const member = Reflect.get(inner, name) as unknown;
      return typeof member === 'function' ? member.bind(inner) : member;
    },
  });
}
