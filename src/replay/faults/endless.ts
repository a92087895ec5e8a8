import type { Answer } from '../exchange-at-the-door.js';
import type { FaultRule } from './fault-rule.js';

/** An answer that promises a byte more than it has, and the fault that cuts it where that is missing. */
export function endless(answer: Answer): { readonly answer: Answer; readonly fault: FaultRule } {
  const { body, headers } = answer;
  const length = body?.length ?? 0;
  const fault: FaultRule = { kind: 'cut-response', at: length };
  if (body === null) return { answer, fault };
  const others = headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  return {
    answer: {
      ...answer,
      headers: [...others, ['Content-Length', String(length + 1)]],
      body: Buffer.concat([body, Buffer.alloc(1)]),
    },
    fault,
  };
}
