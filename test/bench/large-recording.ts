import { createRecording } from '../../src/recording/create-recording.js';
import type { Body } from '../../src/recording/exchange.js';

/** Bytes of a body; an exchange has one each way. */
const bodySize = 20_000;
const sessions = 1_000;

/** Writes a recording of about this many bytes without a server, as fast as the disk takes it. */
export async function largeRecording(file: string, size: number): Promise<void> {
  const exchanges = Math.ceil(size / bodySize / 2);
  const writer = createRecording(file, { startedAt: 0, facts: { label: 'large' } });
  for (let id = 1; id <= sessions; id += 1) writer.session(id, 0);
  for (let id = 1; id <= exchanges; id += 1) {
    const [seq, at, session] = [2 * id, id, 1 + (id % sessions)];
    const common = { httpVersion: '1.1', headers: [['Host', 'gws.test']], trailers: [] } as const;
    writer.request({
      ...common,
      id,
      session,
      connection: session,
      seq,
      startedAt: at,
      method: 'POST',
      path: `/api/v2/me/tweets/${id}`,
      body: bodyOf(seq),
      kind: 'call',
      operation: 'Complete',
      reference: null,
      redacted: [],
    });
    writer.response({
      ...common,
      exchange: id,
      seq: seq + 1,
      endedAt: at + 0.5,
      status: 200,
      reason: 'OK',
      outcome: 'complete',
      body: bodyOf(seq + 1),
      reference: String(id),
      redacted: [],
    });
    if (id % 100 === 0) await new Promise<void>((resolve) => writer.committed(resolve));
  }
  writer.close(exchanges + 1);
}

/** No two are equal. */
function bodyOf(serial: number): Body {
  const content = Buffer.alloc(bodySize, `{"serial":${serial}} `);
  const { length } = content;
  return { content, encoded: null, encoding: null, length, digest: null, omitted: null };
}
