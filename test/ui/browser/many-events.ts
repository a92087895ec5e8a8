import { createRecording } from '../../../src/recording/create-recording.js';

/** 2026-11-02T09:00:00Z */
const start = Date.UTC(2026, 10, 2, 9);
const desktops = 20;
/** Milliseconds from one call to the next, of all desktops. */
const apart = 25;
const operations = ['Answer', 'Hold', 'Retrieve', 'Complete'] as const;
const plain = { httpVersion: '1.1', headers: [], trailers: [], body: null, redacted: [] } as const;

/**
 * Writes a recording of twenty desktops, each with a websocket, and as many pairs of a call and its notification: of a
 * hundred calls one fails and one is not answered, of a hundred notifications one more comes to another desktop as a copy.
 */
export async function manyEvents(file: string, pairs: number): Promise<void> {
  const writer = createRecording(file, { startedAt: start, facts: { label: '9.0.001' } });
  let [seq, message] = [0, 0];
  for (let id = 1; id <= desktops; id += 1) {
    writer.session(id, start);
    writer.user(id, `agent${id}`);
    const path = '/api/v2/notifications';
    const head = { id, session: id, connection: id, seq: ++seq, startedAt: start + id };
    writer.request({
      ...plain,
      ...head,
      method: 'GET',
      path,
      kind: 'websocket',
      operation: null,
      reference: null,
    });
  }
  const notify = (call: number, at: number, to: number, copy: boolean): void => {
    const data = `{"messageType":"CallStateChanged","referenceId":"${call}"}`;
    message += 1;
    writer.message({
      id: message,
      exchange: to,
      seq: ++seq,
      at,
      direction: 'to-desktop',
      channel: '/v2/me/calls',
      clientId: `client${to}`,
      text: `{"channel":"/v2/me/calls","data":${data}}`,
      notification: {
        messageType: 'CallStateChanged',
        notificationType: null,
        referenceId: `"${call}"`,
        data,
      },
      redacted: [],
    });
    const evidence = { reference: `"${call}"` };
    writer.link({ call, notification: message, rule: 'reference-response', evidence, copy });
  };
  for (let pair = 0; pair < pairs; pair += 1) {
    const [id, session] = [
      desktops + 1 + pair,
      1 + ((pair * 7 + Math.floor(pair / 100)) % desktops),
    ];
    const at = start + 1_000 + pair * apart;
    const [failed, unanswered] = [pair % 100 === 50, pair % 100 === 75];
    const took = 20 + ((pair * 37) % 180);
    writer.request({
      ...plain,
      id,
      session,
      connection: desktops + session,
      seq: ++seq,
      startedAt: at,
      method: 'POST',
      path: `/api/v2/me/calls/${id}`,
      kind: 'call',
      operation: operations[pair % operations.length] ?? null,
      reference: null,
    });
    writer.response({
      ...plain,
      exchange: id,
      seq: ++seq,
      endedAt: at + took,
      status: failed ? 500 : 200,
      reason: null,
      outcome: 'complete',
      reference: `"${id}"`,
    });
    if (!failed && !unanswered) notify(id, at + took + 15, session, false);
    if (pair % 100 === 10) notify(id, at + took + 20, 1 + (session % desktops), true);
    if (pair % 1_000 === 999) await new Promise<void>((resolve) => writer.committed(resolve));
  }
  writer.close(start + 2_000 + pairs * apart);
}
