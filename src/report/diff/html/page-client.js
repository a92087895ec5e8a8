// Shows the report in a browser. It stands in the page with the files that it imports (page-script.ts). Whatever comes
// from a recording becomes a text node, never markup.

import { card } from './page-card.js';
import { el, plural } from './page-elements.js';

/** @import { PageData, PageGroup } from './page-data.js' */

/** How many groups are drawn at once; more are when the reader comes near the end. */
const BATCH = 100;
/** The most that are drawn to be printed. */
const PRINTED = 5_000;
const MOST_OPERATIONS = 300;
/** @type {PageData} */
const data = JSON.parse(document.getElementById('data')?.textContent ?? '');
const hay = data.groups.map((group) =>
  [group.kind, group.operation, group.notification, group.place, group.baseline, group.candidate]
    .concat(group.times, group.rule)
    .join('\n')
    .toLowerCase(),
);
const filter = {
  /** @type {Set<string>} */ kinds: new Set(),
  /** @type {string | null} */ operation: null,
  text: '',
  noise: false,
};

const list = el('div', { id: 'list' });
const end = el('div', { id: 'end' });
const shownCount = el('p', { id: 'count', role: 'status' });
const operations = el('nav', { id: 'operations', 'aria-label': 'Operations' });
const search = el('input', {
  id: 'search',
  type: 'search',
  placeholder: 'Search  ( / )',
  'aria-label': 'Search in differences',
});

function header() {
  const cards = data.recordings.map(({ side, file, label, lines }) =>
    el(
      'section',
      { class: `card ${side}` },
      el('h2', {}, side),
      el('p', { class: 'file' }, file, ...(label === null ? [] : [el('b', {}, label)])),
      ...lines.map((line) => el('p', {}, line)),
    ),
  );
  const ignored = data.ignored.reduce((sum, { count }) => sum + count, 0);
  const rules = data.ignored.map(({ rule, count }) =>
    el('li', {}, `${rule} `, el('b', {}, String(count))),
  );
  const verdict = el('p', { id: 'verdict', class: data.same ? 'same' : 'different' }, data.verdict);
  const facts = el(
    'div',
    { class: 'facts' },
    el('p', {}, `Compared: ${data.compared}`),
    ignored === 0
      ? el('p', {}, 'Nothing was ignored')
      : el(
          'details',
          {},
          el(
            'summary',
            {},
            `Ignored: ${plural(ignored, 'place')} by ${plural(rules.length, 'rule')}`,
          ),
          el('ul', {}, ...rules),
        ),
  );
  if (data.leftOut > 0) {
    const words = `${plural(data.leftOut, 'place')} left out, because browsers show no more: --format json has them all`;
    facts.append(el('p', { class: 'broken' }, words));
  }
  return el(
    'header',
    {},
    el('h1', {}, 'understudy diff'),
    verdict,
    el('div', { class: 'cards' }, ...cards),
    facts,
  );
}

function toolbar() {
  const chips = data.kinds.map(([kind, count]) => {
    const chip = el(
      'button',
      { type: 'button', class: `chip ${kind}`, 'aria-pressed': 'false' },
      `${kind} `,
      el('b', {}, String(count)),
    );
    chip.addEventListener('click', () => {
      if (!filter.kinds.delete(kind)) filter.kinds.add(kind);
      chip.setAttribute('aria-pressed', String(filter.kinds.has(kind)));
      draw();
    });
    return chip;
  });
  const noise = el('input', { type: 'checkbox', id: 'noise' });
  noise.checked = filter.noise;
  noise.disabled = !data.groups.some(({ rule }) => rule !== null);
  noise.addEventListener('change', () => {
    filter.noise = noise.checked;
    draw();
  });
  search.addEventListener('input', () => {
    filter.text = search.value.toLowerCase();
    draw();
  });
  return el(
    'div',
    { id: 'toolbar', role: 'search' },
    search,
    el('div', { class: 'chips', role: 'group', 'aria-label': 'Kinds' }, ...chips),
    el('label', { for: 'noise' }, noise, ' Show what was ignored'),
    shownCount,
  );
}

function drawOperations() {
  const names = data.operations.filter(({ name }) => name.toLowerCase().includes(filter.text));
  // Who searches for a value still sees where it may be.
  const shown = names.length > 0 ? names : data.operations;
  const buttons = shown.slice(0, MOST_OPERATIONS).map(({ name, count }) => {
    const button = el(
      'button',
      { type: 'button', title: name, 'aria-pressed': String(filter.operation === name) },
      el('span', {}, name),
      el('b', {}, String(count)),
    );
    button.addEventListener('click', () => {
      filter.operation = filter.operation === name ? null : name;
      for (const other of operations.querySelectorAll('button'))
        other.setAttribute('aria-pressed', String(other === button && filter.operation !== null));
      draw();
    });
    return button;
  });
  const left = shown.length - buttons.length;
  const more = left > 0 ? [el('p', {}, `and ${left} more: search for them`)] : [];
  operations.replaceChildren(el('h2', {}, 'Operations'), ...buttons, ...more);
}

/** @type {PageGroup[]} */
let matching = [];
let drawn = 0;
/** @type {string | null} */
let heading = null;

/** Draws what fits the filter, anew. */
function draw() {
  matching = data.groups.filter((group, at) => {
    if (group.rule !== null && !filter.noise) return false;
    if (filter.kinds.size > 0 && !filter.kinds.has(group.kind)) return false;
    if (filter.operation !== null && group.operation !== filter.operation) return false;
    return filter.text === '' || hay[at]?.includes(filter.text);
  });
  const sum = (/** @type {boolean} */ ignored) =>
    matching.reduce((all, { count, rule }) => all + (ignored === (rule !== null) ? count : 0), 0);
  const noise = filter.noise ? `, ${sum(true).toLocaleString('en')} ignored` : '';
  shownCount.textContent = `${plural(sum(false), 'difference')}${noise} shown`;
  drawn = 0;
  heading = null;
  list.replaceChildren();
  drawMore(BATCH);
  if (matching.length === 0)
    list.append(
      el(
        'p',
        { class: 'none' },
        data.same && !filter.noise ? 'The recordings are the same.' : 'Nothing fits.',
      ),
    );
}

/** @param {number} count */
function drawMore(count) {
  const parts = new DocumentFragment();
  for (const group of matching.slice(drawn, drawn + count)) {
    const title =
      group.rule === null ? group.operation : `Ignored by ${group.rule}: ${group.operation}`;
    if (title !== heading) parts.append(el('h2', { class: 'operation' }, title));
    heading = title;
    parts.append(card(group, data.timelines[group.timeline]));
  }
  drawn += count;
  list.append(parts);
  end.hidden = drawn >= matching.length;
  // Only on paper: on a screen they are drawn when it comes into view.
  end.textContent = end.hidden
    ? ''
    : `and ${plural(matching.length - drawn, 'more group')}: filter to see them`;
}

document.body.append(
  header(),
  toolbar(),
  el('div', { id: 'content' }, operations, el('main', {}, list, end)),
);
if (data.operations.length < 2) operations.hidden = true;
drawOperations();
search.addEventListener('input', drawOperations);
draw();
new IntersectionObserver(
  ([entry]) => {
    if (entry?.isIntersecting && drawn < matching.length) drawMore(BATCH);
  },
  { rootMargin: '1000px' },
).observe(end);
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type === 'search';
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
  }
});
window.addEventListener('beforeprint', () => drawMore(Math.max(0, PRINTED - drawn)));
