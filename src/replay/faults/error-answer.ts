import { STATUS_CODES } from 'node:http';
import type { AnswerSource } from '../answer/compose-answer.js';
import type { FaultRule } from './fault-rule.js';

const usualStatus = 503;

/** What a gateway says in place of the server behind it. */
export function errorAnswer({ status = usualStatus }: FaultRule): AnswerSource {
  const reason = STATUS_CODES[status] ?? 'Error';
  return {
    status,
    reason,
    headers: [['Content-Type', 'text/plain;charset=UTF-8']],
    body: { content: Buffer.from(`${status} ${reason}\n`), encoded: null, encoding: null },
  };
}
