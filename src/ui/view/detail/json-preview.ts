import { type JsonNode, textOf } from '../../../json/node.js';
import { visibleText } from '../visible-text.js';

const LENGTH = 56;

/** What is in a list or an object, in some words, for the line of one that is closed. */
export function jsonPreview(node: JsonNode): string {
  if (node.kind !== 'object' && node.kind !== 'array') return scalar(node);
  const [open, close] = node.kind === 'object' ? ['{', '}'] : ['[', ']'];
  let text = '';
  const count = node.kind === 'object' ? node.members.length : node.items.length;
  for (let at = 0; at < count; at++) {
    const member = node.kind === 'object' ? node.members[at] : undefined;
    const value = node.kind === 'object' ? member?.value : node.items[at];
    if (value === undefined) break;
    const name = member === undefined ? '' : `${visibleText(member.name.slice(0, LENGTH))}: `;
    const next = `${at === 0 ? '' : ', '}${name}${scalar(value)}`;
    if (text.length + next.length > LENGTH) {
      text += at === 0 ? '…' : ', …';
      break;
    }
    text += next;
  }
  return `${open}${text}${close}`;
}

function scalar(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return node.members.length === 0 ? '{}' : '{…}';
    case 'array':
      return node.items.length === 0 ? '[]' : '[…]';
    case 'string':
      return node.value.length > 32
        ? `"${visibleText(node.value.slice(0, 32))}…"`
        : `"${visibleText(node.value)}"`;
    default:
      return textOf(node).slice(0, 40);
  }
}
