import type { CorrelationRules } from '../correlation-rules.js';
import type { NotificationPassed } from '../events.js';

/**
 * Whether an operation can lead to what a notification tells. 2: it is known to lead there, 1: it may,
 * 0: it does not.
 */
function outcomeFit(
  operation: string | null,
  { resource, notificationType }: NotificationPassed,
  rules: CorrelationRules,
): 0 | 1 | 2 {
  const isPropertyType =
    notificationType !== null && rules.propertyTypes.includes(notificationType);
  if (operation === null) return 1;
  // The state is the one before: what failed is the latest that was tried.
  if (notificationType !== null && rules.errorTypes.includes(notificationType)) return 1;
  if (rules.propertyOperations.includes(operation)) {
    if (notificationType === null) return 1;
    return isPropertyType ? 2 : 0;
  }
  if (!Object.hasOwn(rules.outcomes, operation)) return 1;
  const state = resource?.state ?? null;
  if (isPropertyType || state === null) return 0;
  return rules.outcomes[operation]?.includes(state) ? 2 : 0;
}

/** What fits best, of equals the last requested; null if nothing fits. */
export function bestFit<C extends { readonly operation: string | null; readonly seq: number }>(
  calls: readonly C[],
  notification: NotificationPassed,
  rules: CorrelationRules,
): C | null {
  let best: C | null = null;
  let highest = 0;
  for (const call of calls) {
    const fit = outcomeFit(call.operation, notification, rules);
    if (fit === 0 || fit < highest) continue;
    if (best === null || fit > highest || call.seq > best.seq) best = call;
    highest = fit;
  }
  return best;
}
