import { el } from './page-elements.js';
import { sides } from './page-sides.js';
import { timeline } from './page-timeline.js';

/** @import { PageGroup, PageTimelines } from './page-data.js' */

/**
 * A group of equal differences; its places and timeline are made when they are opened.
 *
 * @param {PageGroup} group
 * @param {PageTimelines | undefined} timelines
 */
export function card(group, timelines) {
  const { kind, notification, operation, place, count, broken, times } = group;
  return el(
    'article',
    { class: group.rule === null ? 'group' : 'group ignored' },
    el(
      'p',
      { class: 'what' },
      el('span', { class: `kind ${kind}` }, kind),
      ...(notification === null || notification === operation
        ? []
        : [el('span', { class: 'notification' }, notification)]),
      ...(place === null ? [] : [el('code', {}, place)]),
      ...(count === 1 ? [] : [el('span', { class: 'times' }, `${count} ×`)]),
    ),
    ...sides(group),
    ...(broken === null ? [] : [el('p', { class: 'broken' }, broken)]),
    timelines === undefined && group.places.length === 0
      ? el('p', { class: 'where' }, times)
      : opening(group, timelines),
  );
}

/** @param {PageGroup} group @param {PageTimelines | undefined} timelines */
function opening(group, timelines) {
  const more = el('details', {}, el('summary', {}, group.times));
  more.addEventListener('toggle', () => {
    if (more.open && more.childElementCount === 1) more.append(...details(group, timelines));
  });
  return more;
}

/** @param {PageGroup} group @param {PageTimelines | undefined} timelines */
function details(group, timelines) {
  const rows = group.places.map((place) =>
    el(
      'li',
      {},
      el('p', {}, ...(place.path === null ? [] : [el('code', {}, place.path), ' ']), place.where),
      ...sides(place),
    ),
  );
  const left = group.count - rows.length;
  return [
    ...(timelines === undefined ? [] : [timeline(timelines, group)]),
    ...(rows.length === 0 ? [] : [el('ol', { class: 'places' }, ...rows)]),
    ...(rows.length > 0 && left > 0
      ? [el('p', {}, `and ${left} more; --format json has them all`)]
      : []),
  ];
}
