import { el } from './page-elements.js';

/** @import { PagePlace } from './page-data.js' */

/** What is shown of equal text before and after the place where values part. */
const CONTEXT = 80;
const SHORT = 40;
/** JSON that is longer is shown on several lines. */
const LONG = 60;
const DEEPEST = 20;

/**
 * Both values side by side, marked where they differ.
 *
 * @param {Pick<PagePlace, 'baseline' | 'candidate'>} values
 */
export function sides({ baseline, candidate }) {
  if (baseline === null && candidate === null) return [];
  const [a, b] = [indented(baseline ?? ''), indented(candidate ?? '')];
  let from = 0;
  let back = 0;
  // What is short is seen at once, and parts of a word are hard to read.
  if (baseline !== null && candidate !== null && Math.max(a.length, b.length) > SHORT) {
    while (from < a.length && a[from] === b[from]) from++;
    while (back < Math.min(a.length, b.length) - from && a.at(-1 - back) === b.at(-1 - back))
      back++;
    // Not between the halves of a character beyond U+FFFF.
    if (/[\udc00-\udfff]/.test(`${a[from]}${b[from]}`)) from = Math.max(0, from - 1);
    if (back > 0 && /[\udc00-\udfff]/.test(a.at(-back) ?? '')) back--;
  }
  const side = (/** @type {string} */ value, /** @type {string} */ name) => {
    if (from === 0 && back === 0) return el('div', { class: `side ${name}` }, value);
    const start = value.slice(Math.max(0, from - CONTEXT), from);
    const stop = value.slice(value.length - back);
    return el(
      'div',
      { class: `side ${name}` },
      from > CONTEXT ? `…${start}` : start,
      el('mark', {}, value.slice(from, value.length - back)),
      back > CONTEXT ? `${stop.slice(0, CONTEXT)}…` : stop,
    );
  };
  const nothing = (/** @type {string} */ name) =>
    el('div', { class: `side ${name} nothing` }, 'nothing');
  return [
    el(
      'div',
      { class: 'sides' },
      baseline === null ? nothing('baseline') : side(a, 'baseline'),
      candidate === null ? nothing('candidate') : side(b, 'candidate'),
    ),
  ];
}

/**
 * Long JSON with a member a line. It is not parsed, for its text is what counts, and it may have been shortened.
 *
 * @param {string} text
 */
function indented(text) {
  if (text.length < LONG || !/^[[{]/.test(text)) return text;
  let depth = 0;
  return text.replace(/"(?:[^"\\]|\\.)*"?|[[{](?![\]}])|(?<![[{])[\]}]|,/g, (part) => {
    if (part === ',') return `,${newLine(depth)}`;
    if (part === '{' || part === '[') return `${part}${newLine(++depth)}`;
    if (part === '}' || part === ']') return `${newLine(--depth)}${part}`;
    return part;
  });
}

/** @param {number} depth */
function newLine(depth) {
  return `\n${'  '.repeat(Math.min(DEEPEST, Math.max(0, depth)))}`;
}
