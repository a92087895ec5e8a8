import { createRecording } from '../../src/recording/create-recording.js';
import type { Body } from '../../src/recording/exchange.js';
import { callsOfAVisit } from './load.js';
import { callBody, readyAnswers } from './payloads.js';

/** Calls of the recording that `replay-many` plays. */
const manyCalls = 100_000;

/**
 * Writes a recording of one session with very many calls, without a server. The calls of a visit lie evenly spread in
 * it. Of those between every other one asks for the same resource with another body, the rest for resources of their own.
 */
export async function manyCallsRecording(file: string): Promise<void> {
  const answers = readyAnswers('identity');
  const writer = createRecording(file, { startedAt: 0, facts: { label: 'many' } });
  writer.session(1, 0);
  const spread = manyCalls / callsOfAVisit;
  for (let call = 0; call < manyCalls; call += 1) {
    const [visited, between] = [Math.floor(call / spread), call % spread];
    const resource = between % 2 === 0 && between > 0 ? `other-${call}` : String(visited);
    const content = between === 0 ? callBody : callBody.replace(/.{8}"\}$/u, `${call}"}`);
    const answer = answers[call % answers.length] as (typeof answers)[number];
    const common = { httpVersion: '1.1', trailers: [] } as const;
    const [id, seq] = [call + 1, 2 * call + 1];
    writer.request({
      ...common,
      id,
      session: 1,
      connection: 1,
      seq,
      startedAt: seq,
      method: 'POST',
      path: `/api/v2/me/tweets/${resource}`,
      headers: [
        ['Host', 'gws.test'],
        ['Cookie', 'JSESSIONID=~0000000000000000000000'],
        ['Content-Type', 'application/json'],
      ],
      body: bodyOf(Buffer.from(content)),
      kind: 'call',
      operation: 'Complete',
      reference: null,
      redacted: ['header/cookie/JSESSIONID'],
    });
    writer.response({
      ...common,
      exchange: id,
      seq: seq + 1,
      endedAt: seq + 1,
      status: 200,
      reason: 'OK',
      outcome: 'complete',
      headers: pairs(answer.headers),
      body: bodyOf(answer.body),
      reference: null,
      redacted: [],
    });
    if (id % 1_000 === 0) await new Promise<void>((resolve) => writer.committed(resolve));
  }
  writer.close(2 * manyCalls + 1);
}

function bodyOf(content: Uint8Array): Body {
  const { length } = content;
  return { content, encoded: null, encoding: null, length, digest: null, omitted: null };
}

function pairs(flat: readonly string[]): readonly (readonly [string, string])[] {
  return flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ''] as const] : []));
}
