import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { nearestName, UsageError } from '../../src/index.js';
import type { Given } from './given.js';
import { quoted } from './quoted.js';
import type { Setting } from './setting.js';
import { takesNumbers } from './takes-numbers.js';

/**
 * All settings of a file, command by command.
 *
 * @param file its name, for errors
 * @throws UsageError
 */
export function readSections(
  text: string,
  file: string,
  settings: readonly Setting[],
): readonly Given[] {
  const commands = new Map<string, Setting[]>();
  for (const each of settings) {
    commands.set(each.command, [...(commands.get(each.command) ?? []), each]);
  }
  const root = parsed(text, file);
  return members(root, file).flatMap(([name, section]) => {
    if (name === '$schema') {
      if (section.type !== 'string') throw new UsageError(`${file}: $schema must be a string`);
      return [];
    }
    const known = commands.get(name);
    if (known === undefined) throw unknown(`${file}: there is no command`, name, commands.keys());
    const byKey = new Map(known.map((each) => [each.key, each]));
    return members(section, `${file}: ${name}`).map(([key, value]): Given => {
      const setting = byKey.get(key);
      if (setting === undefined) throw unknown(`${file}: ${name} has no option`, key, byKey.keys());
      const place = `${file}: ${name}.${key}`;
      return {
        setting,
        of: name,
        source: 'file',
        origin: file,
        place,
        said: said(setting, place, value, text),
      };
    });
  });
}

function parsed(text: string, file: string): Node {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${file}: it is nested too deep`);
    throw error;
  }
  const [error] = errors;
  if (root !== undefined && error === undefined) return root;
  const before = text.slice(0, error?.offset ?? 0).split('\n');
  const at = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  const what = error === undefined ? 'nothing is in it' : words(printParseErrorCode(error.error));
  throw new UsageError(`${file}: it is no JSON: ${what}, ${at}`);
}

/** `CommaExpected` as people say it. */
function words(code: string): string {
  return code.replace(/(?<=.)[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}

function members(node: Node, place: string): readonly (readonly [string, Node])[] {
  if (node.type !== 'object') throw new UsageError(`${place} must be an object: { … }`);
  const names = new Set<string>();
  return (node.children ?? []).map(({ children: [key, value] = [] }) => {
    if (key === undefined || value === undefined) throw new Error('a member without a value');
    const name = String(key.value);
    if (names.has(name)) throw new UsageError(`${place} has ${quoted(name)} twice`);
    names.add(name);
    return [name, value] as const;
  });
}

function said(setting: Setting, place: string, node: Node, text: string): Given['said'] {
  const { takes, option } = setting;
  if (node.type === 'boolean' && (takes === 'switch' || takes === 'switch-or-text')) {
    return node.value as boolean;
  }
  if (takes === 'switch') throw new UsageError(`${place} must be true or false`);
  if (takes === 'list' && node.type === 'array') {
    return (node.children ?? []).map((each) => one(each, place));
  }
  return [one(node, place)];

  function one(each: Node, where: string): string {
    if (each.type === 'string') return each.value as string;
    // Its digits as they stand: a long number is not rounded.
    const digits = text.slice(each.offset, each.offset + each.length);
    if (each.type === 'number' && takesNumbers(option, digits)) return digits;
    const form = takesNumbers(option, '1') ? 'a number or a string' : 'a string';
    throw new UsageError(
      `${where} must be ${takes === 'list' ? `${form}, or a list of them` : form}`,
    );
  }
}

function unknown(before: string, name: string, names: Iterable<string>): UsageError {
  const known = [...names];
  const nearest = nearestName(name, known);
  const hint = nearest === null ? `; known are ${known.join(', ')}` : `; did you mean ${nearest}?`;
  return new UsageError(`${before} ${quoted(name)}${hint}`);
}
