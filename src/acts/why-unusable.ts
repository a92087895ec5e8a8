import type { RecordedExchange } from '../recording/reader.js';

/**
 * Why a recorded answer can't be given: there was none (an outage), its status is no final one, or its body
 * was not stored. An answer that was cut short is given as far as it came.
 */
export function whyUnusable(exchange: RecordedExchange): string | null {
  const { status, outcome, responseBody } = exchange;
  if (status === null) return `no answer was recorded (${outcome})`;
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    return `the recorded status ${status} is no final one`;
  }
  if (responseBody !== null && responseBody.omitted !== null) {
    return `the body of the recorded answer was not stored (${responseBody.omitted})`;
  }
  return null;
}
