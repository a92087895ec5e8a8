import { STATUS_CODES } from 'node:http';
import type { AnswerSource } from '../answer/compose-answer.js';
import type { FaultRule } from './fault-rule.js';

const usualStatus = 503;

/** With what status a gateway answers. */
export function statusOf({ status = usualStatus }: FaultRule): {
  readonly status: number;
  readonly reason: string;
} {
  return { status, reason: STATUS_CODES[status] ?? 'Error' };
}

/** What a gateway says in place of the server behind it. */
export function errorAnswer(rule: FaultRule): AnswerSource {
  const { status, reason } = statusOf(rule);
  return {
    status,
    reason,
    headers: [['Content-Type', 'text/plain;charset=UTF-8']],
    body: { content: Buffer.from(`${status} ${reason}\n`), encoded: null, encoding: null },
  };
}
