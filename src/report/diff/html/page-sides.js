import { el } from './page-elements.js';

/** @import { PagePlace } from './page-data.js' */

/** What is shown of equal text before and after the place where values part. */
const CONTEXT = 80;

/**
 * Both values side by side, marked where they differ.
 *
 * @param {Pick<PagePlace, 'baseline' | 'candidate'>} values
 */
export function sides({ baseline, candidate }) {
  if (baseline === null && candidate === null) return [];
  const [a, b] = [baseline ?? '', candidate ?? ''];
  let from = 0;
  let back = 0;
  if (baseline !== null && candidate !== null) {
    while (from < a.length && a[from] === b[from]) from++;
    while (back < Math.min(a.length, b.length) - from && a.at(-1 - back) === b.at(-1 - back))
      back++;
    // Not between the halves of a character beyond U+FFFF.
    if (/[\udc00-\udfff]/.test(`${a[from]}${b[from]}`)) from = Math.max(0, from - 1);
    if (back > 0 && /[\udc00-\udfff]/.test(a.at(-back) ?? '')) back--;
  }
  const side = (/** @type {string | null} */ value, /** @type {string} */ name) => {
    if (value === null) return el('div', { class: `side ${name} nothing` }, 'nothing');
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
  return [el('div', { class: 'sides' }, side(baseline, 'baseline'), side(candidate, 'candidate'))];
}
