import { onTestFinished } from 'vitest';
import { createRecording } from '../../../src/recording/create-recording.js';
import type { MessageRow, RequestRow, ResponseRow } from '../../../src/recording/exchange.js';
import type { SqliteWriter } from '../../../src/recording/sqlite-writer.js';
import type { RecordingWriter } from '../../../src/recording/writer.js';

/** A recorder whose rows come when the test says so. */
export class RecorderByHand<Writer extends RecordingWriter & { commit(): void } = SqliteWriter> {
  readonly file: string;
  readonly writer: Writer;
  #seq = 0;

  /** @param write what else than one file it writes */
  constructor(file: string, write = newFile as (file: string) => RecordingWriter) {
    this.file = file;
    this.writer = write(file) as Writer;
    this.writer.commit();
    onTestFinished(() => void this.writer.close(9_000));
  }

  request(id: number, more: Partial<RequestRow> = {}): void {
    this.#seq += 1;
    this.writer.request({
      id,
      session: null,
      connection: 1,
      seq: this.#seq,
      startedAt: 1_000 + id,
      method: 'POST',
      path: `/calls/${id}`,
      httpVersion: '1.1',
      headers: [],
      trailers: [],
      body: null,
      kind: 'call',
      operation: 'Do',
      reference: null,
      redacted: [],
      ...more,
    });
    this.writer.commit();
  }

  response(exchange: number, more: Partial<ResponseRow> = {}): void {
    this.#seq += 1;
    this.writer.response({
      exchange,
      seq: this.#seq,
      endedAt: 2_000 + exchange,
      status: 200,
      reason: 'OK',
      httpVersion: '1.1',
      outcome: 'complete',
      headers: [],
      trailers: [],
      body: null,
      reference: '7',
      redacted: [],
      ...more,
    });
    this.writer.commit();
  }

  notification(id: number, exchange: number, more: Partial<MessageRow> = {}): void {
    this.#seq += 1;
    const data = '{"referenceId":7}';
    this.writer.message({
      id,
      exchange,
      seq: this.#seq,
      at: 3_000 + id,
      direction: 'to-desktop',
      channel: '/v2/me/tweets',
      clientId: 'c',
      text: `{"channel":"/v2/me/tweets","data":${data}}`,
      notification: { messageType: 'M', notificationType: 'N', referenceId: '7', data },
      redacted: [],
      ...more,
    });
    this.writer.commit();
  }
}

function newFile(file: string): SqliteWriter {
  return createRecording(file, { startedAt: 1_000, facts: { target: 'http://x' } });
}
