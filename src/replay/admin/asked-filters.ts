import { givenText } from '../../admin/text-pattern.js';
import { type JsonNode, member, textOf } from '../../json/node.js';
import type { CallFilter, NotificationFilter } from '../observe/wanted.js';

type Given = Readonly<Record<string, unknown>>;

/**
 * The filter that a request's member describes; it has been checked.
 *
 * @param node the same with its text, from which what must be exact is taken
 * @throws UsageError if a pattern is none
 */
export function callFilter(given: Given, node: JsonNode | undefined): CallFilter {
  const { path, body, contains: _, ...same } = given;
  return {
    ...same,
    ...(path === undefined ? {} : { path: givenText(path) }),
    ...(body === undefined ? {} : { body: givenText(body) }),
    ...containsOf(node),
  };
}

/** As `callFilter`. */
export function notificationFilter(given: Given, node: JsonNode | undefined): NotificationFilter {
  const { channel, referenceId, contains: _, ...same } = given;
  return {
    ...same,
    ...(channel === undefined ? {} : { channel: givenText(channel) }),
    ...(referenceId === undefined ? {} : { referenceId: reference(referenceId, node) }),
    ...containsOf(node),
  };
}

/** A number that no double holds is one all the same. */
function reference(given: unknown, node: JsonNode | undefined): string | number | bigint {
  if (Number.isSafeInteger(given) || typeof given === 'string') return given as number | string;
  const found = member(node, 'referenceId');
  const text = found === undefined ? '' : textOf(found);
  return /^-?\d+$/u.test(text) ? BigInt(text) : Number(given);
}

function containsOf(node: JsonNode | undefined): { readonly contains?: unknown } {
  const contains = member(node, 'contains');
  return contains === undefined ? {} : { contains: { json: textOf(contains) } };
}
