import { canonicalJson } from '../json/canonical-json.js';
import { type JsonArray, type JsonNode, type JsonObject, member, textOf } from '../json/node.js';
import { parseJson } from '../json/parse-json.js';
import { type Edit, replaceSpans } from '../json/replace-spans.js';
import { SPREAD } from './merge-rules.js';

/** Editors on Windows begin files with it; JSON may not. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The text of a rules file with one more rule of noise at the end of its list, written as its neighbours are; all else
 * stays as it is, byte for byte. The same text if the rule stands there already.
 *
 * @param text a sound rules file
 * @param rule JSON text of one line
 */
export function insertNoiseRule(text: string, rule: string): string {
  const said = canonicalJson(parseJson(rule));
  return insertNoiseRules(text, (standing) =>
    standing.some((item) => canonicalJson(item) === said) ? [] : [rule],
  );
}

/**
 * The same for several rules.
 *
 * @param choose gives the rules to be added, by those that stand there
 */
export function insertNoiseRules(
  text: string,
  choose: (standing: readonly JsonNode[]) => readonly string[],
): string {
  return edited(text, (root) => {
    const ignore = ignoreList(root);
    const rules = choose(ignore?.items ?? []);
    if (rules.length === 0) return [];
    return [ignore === null ? newList(root, rules) : newItems(ignore, rules)];
  });
}

/**
 * The text of a rules file without the rule that was inserted last with exactly that text; null if there is none.
 *
 * @param text a sound rules file
 */
export function removeNoiseRule(text: string, rule: string): string | null {
  const root = parseJson(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  const { items = [] } = ignoreList(root) ?? {};
  const at = items.findLastIndex((item) => textOf(item) === rule);
  const [before, item, after] = [items[at - 1], items[at], items[at + 1]];
  if (item === undefined) return null;
  const start = before?.end ?? item.start;
  const end = before === undefined ? (after?.start ?? item.end) : item.end;
  return edited(text, () => [{ start, end, text: '' }]);
}

function edited(text: string, edit: (root: JsonNode) => readonly Edit[]): string {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const json = text.slice(mark.length);
  return mark + replaceSpans(json, edit(parseJson(json)));
}

function ignoreList(root: JsonNode): JsonArray | null {
  const list = member(member(root, 'noise'), 'ignore');
  return list?.kind === 'array' ? list : null;
}

function newItems({ source, start, items }: JsonArray, rules: readonly string[]): Edit {
  const last = items.at(-1);
  if (last === undefined) return { start: start + 1, end: start + 1, text: rules.join(', ') };
  const before = items.at(-2)?.end;
  const space = source.slice(before ?? start + 1, last.start).replace(/^\s*,/u, '');
  // A single item tells nothing of what stands between two.
  const between = before === undefined && space === '' ? ' ' : space;
  const text = rules.map((rule) => `,${between}${rule}`).join('');
  return { start: last.end, end: last.end, text };
}

/** The list is not there yet, and perhaps not even its section: what other files say stays. */
function newList(root: JsonNode, rules: readonly string[]): Edit {
  if (root.kind !== 'object') throw new TypeError('a rules file holds an object');
  const noise = member(root, 'noise');
  if (noise?.kind === 'object') return newMember(noise, 'ignore', (style) => list(rules, style));
  return newMember(root, 'noise', (style) => {
    const inner = deeper(style);
    return `{${inner.line}"ignore": ${list(rules, inner)}${style.line}}`;
  });
}

/** What a new line begins with, its end included; '' in a text of one line. */
interface Style {
  readonly line: string;
  readonly step: string;
}

function deeper({ line, step }: Style): Style {
  return { line: line === '' ? '' : line + step, step };
}

function list(rules: readonly string[], style: Style): string {
  const { line } = deeper(style);
  const items = [JSON.stringify(SPREAD), ...rules].join(`,${line === '' ? ' ' : line}`);
  return `[${line}${items}${style.line}]`;
}

function newMember(
  { source, start, members }: JsonObject,
  name: string,
  value: (style: Style) => string,
): Edit {
  const last = members.at(-1);
  if (last === undefined) {
    const outer = { line: `${newLine(source)}${indentation(source, start)}`, step: '  ' };
    const style = deeper(outer);
    const text = `${style.line}"${name}": ${value(style)}${outer.line}`;
    return { start: start + 1, end: start + 1, text };
  }
  const before = members.at(-2)?.value.end ?? start + 1;
  const space = source.slice(before, last.key.start).replace(/^\s*,/u, '');
  const style = {
    line: space.includes('\n') ? newLine(source) + space.slice(space.lastIndexOf('\n') + 1) : '',
    step: space.includes('\t') ? '\t' : '  ',
  };
  const { end } = last.value;
  return { start: end, end, text: `,${style.line || ' '}"${name}": ${value(style)}` };
}

function newLine(source: string): string {
  return source.includes('\r\n') ? '\r\n' : '\n';
}

/** White space at the beginning of the line in which a place lies. */
function indentation(source: string, at: number): string {
  return /^[ \t]*/u.exec(source.slice(source.lastIndexOf('\n', at) + 1, at))?.[0] ?? '';
}
