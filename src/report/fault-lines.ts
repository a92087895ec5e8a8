import { plural } from './plural.js';
import { printable } from './printable.js';

/** What a stand-in tells of what went wrong on purpose. */
interface FaultReport {
  readonly faults?: readonly { readonly kind: string }[];
  readonly untoldFaults?: number;
  readonly idleFaults?: readonly string[];
}

/** One and many, by kind; in the order in which they are told. */
const words: readonly (readonly [kind: string, one: string, many: string])[] = [
  ['drop', 'notification dropped', 'notifications dropped'],
  ['double', 'notification doubled', 'notifications doubled'],
  ['late', 'notification late', 'notifications late'],
  ['reorder', 'notification out of order', 'notifications out of order'],
  ['cut-response', 'response cut', 'responses cut'],
  ['cut-connect', 'held connect cut', 'held connects cut'],
  ['cut-frame', 'frame cut', 'frames cut'],
  ['expire', 'session expired', 'sessions expired'],
  ['error', 'answer replaced by an error', 'answers replaced by an error'],
  ['slow', 'answer slowed down', 'answers slowed down'],
];

/** Says how much went wrong on purpose, by kind, and which rules did nothing; nothing if there is nothing to say. */
export function faultLines({
  faults = [],
  untoldFaults = 0,
  idleFaults = [],
}: FaultReport): readonly string[] {
  const injected = faults.length + untoldFaults;
  const kinds = words.flatMap(([kind, one, many]) => {
    const count = faults.filter((each) => each.kind === kind).length;
    return count === 0 ? [] : [plural(count, one, many)];
  });
  const untold = untoldFaults === 0 ? [] : [`${untoldFaults} more, which were counted only`];
  return [
    ...(injected === 0
      ? []
      : [`${plural(injected, 'fault')} injected: ${[...kinds, ...untold].join(', ')}`]),
    ...idleFaults.map((rule) => `the fault ${printable(rule)} hit nothing`),
  ];
}
