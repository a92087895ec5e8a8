import { member, stringMember, textOf } from '../../../json/node.js';
import { tryParseJson } from '../../../json/parse-json.js';
import type { LinkDetail } from '../../protocol/detail.js';

/** Why a notification is taken for the answer to a call, in a sentence. */
export function linkWords({ rule, evidence, copy }: LinkDetail): string {
  const told = tryParseJson(evidence) ?? undefined;
  const reference = stringMember(told, 'referenceId');
  const resource = stringMember(told, 'resource');
  const operation = stringMember(told, 'operation');
  const state = stringMember(told, 'state');
  const of = reference === null ? 'The reference' : `Reference ${reference}`;
  const about = [
    ...(resource === null ? [] : [`it tells of ${resource}`]),
    ...(state === null ? [] : [`now ${state}`]),
  ].join(', ');
  const also = about === '' ? '.' : `; ${about}.`;
  const copied = member(told, 'copyOf');
  const first =
    copy && copied !== undefined ? ` It is a copy: message ${textOf(copied)} came first.` : '';
  switch (rule) {
    case 'reference-response':
      return `${of} was in the answer to the call, and is in the notification${also}${first}`;
    case 'reference-request':
      return `${of} was sent with the call, and is in the notification${also}${first}`;
    case 'reference-bulk':
      return `${of} was among those in the answer to the call, and is in the notification${also}${first}`;
    case 'resource': {
      const what = resource === null ? 'the same resource' : resource;
      const led =
        operation === null
          ? 'the call can lead to that state'
          : `${operation} can lead to ${state === null ? 'that state' : `the state ${state}`}`;
      return `Call and notification name ${what}, and ${led}.${first}`;
    }
    case 'order':
      return `It came after the call, and nothing else explains it: a weak link.${first}`;
    default:
      return `By the rule ${rule}.${first}`;
  }
}
