import { UsageError } from '../../errors.js';
import { checkFaultRule } from './check-fault-rule.js';
import { faultKeys, keysInOrder } from './fault-keys.js';
import type { FaultRule } from './fault-rule.js';

/**
 * Reads a fault as the command line has it: `KIND` or `KIND:key=value,key=value`, for instance
 * `drop:rate=0.1,channel=/v2/me/tweets`. A value ends with the next comma.
 *
 * @throws UsageError if it is none; the message says what is allowed
 */
export function parseFault(text: string): FaultRule {
  const colon = text.indexOf(':');
  const kind = (colon < 0 ? text : text.slice(0, colon)).trim();
  const rule = new Map<string, unknown>([['kind', kind]]);
  for (const pair of colon < 0 ? [] : text.slice(colon + 1).split(',')) {
    const equals = pair.indexOf('=');
    const key = pair.slice(0, Math.max(equals, 0)).trim();
    if (key === '' || rule.has(key)) {
      const why = key === '' ? 'is no key=value' : 'is there twice';
      throw new UsageError(`'${pair}' of the fault '${text}' ${why}; give KIND:key=value,…`);
    }
    rule.set(key, typed(key, pair.slice(equals + 1).trim()));
  }
  // Not by assignment: a key may be `__proto__`.
  return checkFaultRule(Object.fromEntries(rule) as unknown as FaultRule);
}

/** A value that is not what its key wants stays text, and is refused as that. */
function typed(key: string, text: string): unknown {
  const known = keysInOrder.find((each) => each === key);
  const type = known === undefined ? 'string' : faultKeys[known].type;
  if (type === 'number' && /^\d+(?:\.\d+)?$/u.test(text)) return Number(text);
  if (type === 'boolean' && /^(?:true|false)$/u.test(text)) return text === 'true';
  return text;
}

/** A rule as the command line has it. */
export function faultText(rule: FaultRule): string {
  const pairs = keysInOrder.flatMap((key) =>
    rule[key] === undefined ? [] : [`${key}=${String(rule[key])}`],
  );
  return pairs.length === 0 ? rule.kind : `${rule.kind}:${pairs.join(',')}`;
}
