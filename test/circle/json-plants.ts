import { type JsonNode, textOf } from '../../src/json/node.js';
import { tryParseJson } from '../../src/json/parse-json.js';
import { walkJson } from '../../src/json/walk-json.js';
import { addedPointer, type JsonChange } from '../staging/change-json.js';

/** One change of a JSON text, and where it has to be found. */
export interface JsonPlant {
  readonly json: JsonChange;
  /** For figures: what is changed how. */
  readonly kind: string;
  readonly path: string;
  /** Anywhere in the list at `path`. */
  readonly within: boolean;
  /** It changes the reference at `path` to another of its type. */
  readonly isReference: boolean;
}

/** Lists whose order means nothing. */
const sets = /\/capabilities$/;
/** What is no difference, and what says which kind of notification it is. */
const leftOut = /date|duration|^(message|notification)Type$/iu;

/**
 * All that may be changed in a text and has to be found.
 *
 * @param another gives a value that says the same of another thing that the server knows, as a device has another device
 * @param isElsewhere whether a value stands in more than one place, so that another at one of them can be no renaming
 */
export function jsonPlants(
  text: string,
  isElsewhere: (value: string) => boolean,
  another: (value: string) => string | null = () => null,
): readonly JsonPlant[] {
  const root = tryParseJson(text);
  if (root === null) return [];
  const times = new Map<string, number>();
  walkJson(root, (_, pointer) => times.set(pointer, (times.get(pointer) ?? 0) + 1));
  const found: JsonPlant[] = [];
  walkJson(root, (node, pointer, name) => {
    // Of members that are there twice nobody can say which one a pointer means.
    if (times.get(pointer) !== 1 || (name !== null && leftOut.test(name))) return;
    const list = pointer.slice(0, pointer.lastIndexOf('/'));
    const isItem = name === null && pointer !== '';
    const put = (operation: JsonChange['operation'], path = pointer, within = false): void => {
      const isReference = operation === 'alter' && /^\/referenceIds?(\/|$)/u.test(pointer);
      const kind = [operation, aboutWhat(node, pointer, name)].join(' ').trimEnd();
      found.push({ json: { operation, pointer }, kind, path, within, isReference });
    };
    if (node.kind === 'object') put('add', addedPointer(node, pointer));
    if (node.kind === 'array') {
      put('add', pointer, true);
      swaps(node, pointer, found);
      return;
    }
    if (node.kind === 'object') {
      if (isItem) put('remove', list, true);
      return;
    }
    const inSet = sets.test(list);
    const path = inSet ? list : pointer;
    const mayBeRenamed = /id$/iu.test(name ?? '') && !isElsewhere(plainText(node));
    if (!mayBeRenamed) put('alter', path, inSet);
    const other = node.kind === 'string' ? another(node.value) : null;
    if (other !== null) {
      const kind = `put ${aboutWhat(node, pointer, name) || 'id'}`;
      const json = { operation: 'put', pointer, text: JSON.stringify(other) } as const;
      found.push({ json, kind, path, within: inSet, isReference: false });
    }
    put('retype', path, inSet);
    if (textOf(node) !== 'null') put('nullify', path, inSet);
    put('remove', isItem ? list : pointer, isItem);
  });
  return found;
}

function swaps(
  node: Extract<JsonNode, { kind: 'array' }>,
  pointer: string,
  found: JsonPlant[],
): void {
  if (sets.test(pointer)) return;
  for (const [index, item] of node.items.entries()) {
    const next = node.items[index + 1];
    if (next === undefined || textOf(item) === textOf(next)) continue;
    const json = { operation: 'swap', pointer: `${pointer}/${index}` } as const;
    found.push({ json, kind: 'swap', path: pointer, within: true, isReference: false });
  }
}

/** What a value tells, where telling it otherwise misleads whoever links or renames. */
function aboutWhat(node: JsonNode, pointer: string, name: string | null): string {
  if (node.kind === 'object') return 'member';
  if (node.kind === 'array') return sets.test(pointer) ? 'to set' : 'to list';
  if (name === null)
    return sets.test(pointer.slice(0, pointer.lastIndexOf('/'))) ? 'in set' : 'item';
  if (/^referenceIds?$/u.test(name) || pointer.startsWith('/referenceIds/')) return 'reference';
  if (['id', 'state', 'statusCode', 'uri'].includes(name)) return name;
  return pointer.includes('/userData/') ? 'user data' : '';
}

function plainText(node: JsonNode): string {
  return node.kind === 'string' ? node.value : textOf(node);
}
