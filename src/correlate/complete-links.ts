import type { CorrelationLink } from './correlation-link.js';
import type { CorrelationRules } from './correlation-rules.js';
import { Correlator } from './correlator.js';
import { defaultRules } from './default-rules.js';
import type { CorrelationEvent } from './events.js';

/**
 * The links of a recording whose recorder was killed: those it made, which are final, and those it
 * did not come to, for notifications that have none.
 *
 * @param events all of the recording, in wire order
 */
export function completeLinks(
  events: Iterable<CorrelationEvent>,
  existing: readonly CorrelationLink[],
  rules: CorrelationRules = defaultRules,
): CorrelationLink[] {
  const correlator = new Correlator(rules);
  const linked = new Set(existing.map((link) => link.notification));
  const found: CorrelationLink[] = [];
  for (const event of events) found.push(...correlator.push(event));
  found.push(...correlator.end());
  return [...existing, ...found.filter((link) => !linked.has(link.notification))];
}
