import { type JsonNode, member, stringMember, textOf } from '../../../json/node.js';
import { tryParseJson } from '../../../json/parse-json.js';

/** A request as a miss tells it. */
interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
}

/** A place where what was asked and what was recorded differ; null where a side has nothing. */
export interface MissDifference {
  readonly path: string;
  /** JSON text as it stood. */
  readonly asked: string | null;
  readonly recorded: string | null;
}

/** A recorded request that is near to what was asked. */
export interface NearMiss extends AskedRequest {
  /** Exchange id in the recording that is played. */
  readonly call: number;
  readonly differences: readonly MissDifference[];
}

/** The answer to a miss (`docs/contract.md`). */
export interface MissAnswer {
  /** Its number within the live session. */
  readonly miss: string;
  readonly asked: AskedRequest;
  readonly nearest: readonly NearMiss[];
}

/** Reads the answer to a miss; null if it is none. */
export function missAnswer(text: string): MissAnswer | null {
  const told = tryParseJson(text) ?? undefined;
  const asked = member(told, 'asked');
  const number = member(told, 'miss');
  if (asked === undefined || number === undefined) return null;
  return {
    miss: textOf(number),
    asked: requestOf(asked),
    nearest: items(member(told, 'nearest')).map((near) => ({
      ...requestOf(near),
      call: numberOf(member(near, 'call')),
      differences: items(member(near, 'differences')).map((each) => ({
        path: stringMember(each, 'path') ?? '',
        asked: textOrNull(member(each, 'asked')),
        recorded: textOrNull(member(each, 'recorded')),
      })),
    })),
  };
}

function requestOf(node: JsonNode): AskedRequest {
  return {
    method: stringMember(node, 'method') ?? '',
    path: stringMember(node, 'path') ?? '',
    operation: stringMember(node, 'operation'),
  };
}

function items(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

function numberOf(node: JsonNode | undefined): number {
  return node?.kind === 'number' ? Number(textOf(node)) : Number.NaN;
}

function textOrNull(node: JsonNode | undefined): string | null {
  return node === undefined ? null : textOf(node);
}
