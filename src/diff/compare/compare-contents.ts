import { textOf } from '../../json/node.js';
import { compareValues, type ValueRules } from './compare-values.js';
import type { Content } from './content.js';

/** A place where two bodies differ; JSON texts, absent where nothing stands. */
export interface ContentDifference {
  /** JSON Pointer; '' is the whole. */
  readonly path: string;
  readonly place: string;
  readonly baseline?: string;
  readonly candidate?: string;
  readonly reordered: boolean;
  /** Equal but for what has one name on both sides. */
  readonly neutral: boolean;
}

/** JSON as values, other text as text, the rest as bytes. */
export function* compareContents(
  left: Content,
  right: Content,
  rules: ValueRules,
): Generator<ContentDifference> {
  if (left.kind === 'json' && right.kind === 'json') {
    // The same text says the same, if origins have one name.
    if (left.text === right.text) return;
    for (const found of compareValues(left.node, right.node, rules)) {
      yield {
        path: found.path,
        place: found.place,
        ...(found.left && { baseline: textOf(found.left) }),
        ...(found.right && { candidate: textOf(found.right) }),
        reordered: found.reordered ?? false,
        neutral: found.neutral ?? false,
      };
    }
    return;
  }
  if (left.kind === 'omitted' && right.kind === 'omitted' && left.length === right.length) return;
  const [ours, theirs] = [wholeText(left), wholeText(right)];
  if (ours === theirs && left.kind === right.kind) return;
  const neutral =
    left.kind === 'text' &&
    right.kind === 'text' &&
    rules.neutral(left.text, 'baseline') === rules.neutral(right.text, 'candidate');
  yield {
    path: '',
    place: '',
    ...(ours !== null && { baseline: ours }),
    ...(theirs !== null && { candidate: theirs }),
    reordered: false,
    neutral,
  };
}

/** As JSON text; null for none. */
function wholeText(content: Content): string | null {
  switch (content.kind) {
    case 'none':
      return null;
    case 'json':
      return content.text;
    case 'text':
      return JSON.stringify(content.text);
    case 'binary':
      return JSON.stringify({ base64: Buffer.from(content.bytes).toString('base64') });
    case 'omitted':
      return JSON.stringify({ omitted: content.length });
  }
}
