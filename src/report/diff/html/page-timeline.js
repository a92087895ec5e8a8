import { el } from './page-elements.js';

/** @import { PageGroup, PageTimelines } from './page-data.js' */

/**
 * What happened on both sides, an event a line, each at its place on one scale; what differs stands out.
 *
 * @param {PageTimelines} both
 * @param {PageGroup} group
 */
export function timeline(both, { ids }) {
  const side = (
    /** @type {'baseline' | 'candidate'} */ name,
    /** @type {number | null | undefined} */ id,
  ) => {
    const rows = both[name].map((event) => {
      const dot = el('i', { class: event.kind });
      dot.style.left = `${4 + (92 * Math.max(0, event.offset)) / both.longest}%`;
      return el(
        'tr',
        event.id === id && event.kind !== 'request' ? { class: 'differs' } : {},
        el('td', { class: 'offset' }, `${Math.round(event.offset)} ms`),
        el('td', { class: 'track' }, dot),
        el(
          'td',
          {},
          `${event.text} `,
          el('span', {}, `${event.user ?? 'unknown user'}, ${event.id}`),
        ),
      );
    });
    const body =
      rows.length === 0
        ? el('p', { class: 'none' }, 'nothing happened')
        : el('table', {}, el('tbody', {}, ...rows));
    return el('section', { class: `lane ${name}` }, el('h3', {}, name), body);
  };
  return el('div', { class: 'timeline' }, side('baseline', ids[0]), side('candidate', ids[1]));
}
