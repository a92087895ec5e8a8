import type { Script } from '../script/script.js';
import type { Place } from './fault-place.js';
import { type FaultPlaces, faultPlaces } from './fault-places.js';
import type { FaultRule } from './fault-rule.js';

/**
 * The places of a recorded session that a rule may hit, in recorded order.
 *
 * @param together what another desktop's call caused waits for it, so that it can't be put elsewhere
 */
export function placesOfKind(rule: FaultRule, script: Script, together: boolean): readonly Place[] {
  const places = faultPlaces(script);
  const { notifications, answers, acts } = places;
  switch (rule.kind) {
    case 'error':
      return rule.channel === undefined ? answers : acts;
    case 'cut-response':
    case 'slow':
      return rule.channel === undefined ? answers : notifications;
    case 'cut-connect':
    case 'expire':
      return acts;
    case 'reorder':
      // The last one has none to change places with.
      return movable(places, together).slice(0, -1);
    case 'late': {
      // What waits for acts that are not there would never come.
      const { acts: further = 0 } = rule;
      return movable(places, together).filter(
        ({ act }) => further === 0 || acts.length - firstAfter(acts, act) >= further,
      );
    }
    default:
      return notifications;
  }
}

/** Notifications that can be put elsewhere. */
export function movable({ notifications, own }: FaultPlaces, together: boolean): readonly Place[] {
  return together ? own : notifications;
}

/** Index of the first place whose act comes after one; they are in order. */
export function firstAfter(places: readonly Place[], act: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.act ?? act) <= act) low = middle + 1;
    else high = middle;
  }
  return low;
}
