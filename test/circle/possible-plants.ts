import { tryParseJson } from '../../src/json/parse-json.js';
import { walkJson } from '../../src/json/walk-json.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { linksOf } from '../../src/rules/links-of.js';
import { type AnswerChange, type NoticeChange, type Plant, requestName } from '../staging/plant.js';
import { jsonPlants } from './json-plants.js';
import type { Expected, Place } from './place.js';
import { answersIn, type RecordedAnswer } from './recorded-answers.js';
import { noticesIn, type RecordedNotice, swappable } from './recorded-notices.js';

/** One thing that a server may say otherwise, and what has to be said of it. */
export interface PossiblePlant {
  readonly plant: Plant;
  readonly expected: Expected;
  /** What is changed how, for figures. */
  readonly kind: string;
  /** Of what: an operation or a kind of notification. */
  readonly subject: string;
}

/** All that can be planted in a day of which this is a recording. */
export function possiblePlants(file: string): readonly PossiblePlant[] {
  using recording = openRecording(file);
  const users = new Map(recording.users().map(({ id, user }) => [id, user]));
  const calls = new Map(linksOf(recording).links.map((link) => [link.notification, link.call]));
  const all = [...recording.exchanges()];
  const answers = answersIn(all, users);
  const notices = noticesIn(recording.messages(), users, calls);
  const texts = [...answers.map(({ text }) => text), ...notices.map(({ data }) => data)];
  const another = otherThings(texts);
  const isElsewhere = (value: string): boolean =>
    texts.filter((text) => text.includes(value)).length > 1;
  const callName = (id: number | null): string | undefined => {
    const exchange = all.find((each) => each.id === id);
    return exchange && requestName(exchange.method, exchange.path, exchange.operation);
  };
  const answerPlace = (
    { user, request }: RecordedAnswer,
    rest: Pick<Place, 'kind' | 'path'>,
  ): Place => ({
    ...{ ...rest, user, call: request, notification: null },
  });
  const noticePlace = (
    { user, title, call }: RecordedNotice,
    rest: Pick<Place, 'kind' | 'path' | 'within'>,
  ): Place => {
    const name = callName(call);
    return { ...rest, user, notification: title, ...(name !== undefined && { call: name }) };
  };
  /** Where the reference of a call stands. */
  const referencePlaces = (call: number | null): readonly Place[] => [
    ...answers.flatMap((each) =>
      call !== null && each.exchange.id === call && /"referenceId":/u.test(each.text)
        ? answerPlace(each, { kind: 'body', path: '/referenceId' })
        : [],
    ),
    ...notices.flatMap((each) =>
      call !== null && each.call === call && /"referenceId":/u.test(each.data)
        ? noticePlace(each, { kind: 'notification-changed', path: '/referenceId' })
        : [],
    ),
  ];

  const hearsAll = new Set(
    [...recording.messages()]
      .filter(({ channel, text }) => channel === '/meta/subscribe' && text.includes('"/v2/me/*"'))
      .map(({ session }) => session),
  );
  const found: PossiblePlant[] = [];
  for (const answer of answers) {
    const { user, request, nth, exchange } = answer;
    const subject = exchange.operation ?? exchange.path.replace(/\/01QQ\w+|\?.*/gu, '');
    const put = (kind: string, change: AnswerChange, places: readonly Place[]): void => {
      const plant: Plant = { on: 'answer', user, request, nth, change };
      found.push({ plant, expected: { places }, kind: `answer: ${kind}`, subject });
    };
    for (const status of [201, 202, 400, 404, 500, 503]) {
      if (status === exchange.status) continue;
      put('status', { kind: 'status', status }, [answerPlace(answer, { kind: 'status' })]);
    }
    for (const [name, value, what, times = 1] of headerChanges) {
      const place = answerPlace(answer, { kind: 'header', path: name });
      put(what, { kind: 'header', name, value, times }, [place]);
    }
    if (answer.text !== '') {
      const whole = [answerPlace(answer, { kind: 'body' })];
      put('empty', { kind: 'empty' }, whole);
      put('binary', { kind: 'binary' }, whole);
      if (answer.text.startsWith('{')) put('cut', { kind: 'cut' }, whole);
    }
    for (const each of jsonPlants(answer.text, isElsewhere, another)) {
      const here: Place = {
        ...answerPlace(answer, { kind: 'body', path: each.path }),
        within: each.within,
      };
      const places = each.isReference ? referencePlaces(exchange.id) : [here];
      // A reference that stands in one place alone is as good as another.
      if (each.isReference && (each.path !== '/referenceId' || places.length < 2)) continue;
      put(each.kind, { kind: 'json', json: each.json }, places);
    }
  }
  for (const [index, notice] of notices.entries()) {
    const { user, name, nth } = notice;
    const put = (kind: string, change: NoticeChange, places: readonly Place[]): void => {
      const plant: Plant = { on: 'notification', user, notice: name, nth, change };
      const subject = notice.title;
      found.push({ plant, expected: { places }, kind: `notification: ${kind}`, subject });
    };
    put('missing', { kind: 'missing' }, [noticePlace(notice, { kind: 'notification-missing' })]);
    // Nothing has to say what caused a notification that came again.
    const extra: Place = { kind: 'notification-extra', user, notification: notice.title };
    put('twice', { kind: 'twice' }, [extra]);
    if (hearsAll.has(notice.message.session)) {
      const place = noticePlace(notice, { kind: 'notification-changed' });
      put('channel', { kind: 'channel', channel: '/v2/me/planted' }, [place]);
    }
    const next = swappable(notices, index, all);
    if (next !== null) {
      const places = [notice, next].map((each) =>
        noticePlace(each, { kind: 'notification-order' }),
      );
      put('swapped', { kind: 'swapped' }, places);
    }
    for (const each of jsonPlants(notice.data, isElsewhere, another)) {
      const { path, within } = each;
      const here = noticePlace(notice, { kind: 'notification-changed', path, within });
      const places = each.isReference ? referencePlaces(notice.call) : [here];
      if (each.isReference && places.length < 2) continue;
      put(each.kind, { kind: 'json', json: each.json }, places);
    }
  }
  return found;
}

const headerChanges = [
  ['content-type', 'text/plain', 'header changed'],
  ['content-type', null, 'header missing'],
  ['x-planted', '1', 'header extra'],
  ['x-planted', '1', 'header twice', 2],
  ['set-cookie', 'planted=1; Path=/', 'cookie extra'],
] as const;

const ID = /01QQQG2MU\w+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/u;

/** Finds what a server says of another thing in the same words; nothing for a thing that it names in one text alone. */
function otherThings(texts: readonly string[]): (value: string) => string | null {
  const strings = new Set<string>();
  for (const text of texts) {
    const root = tryParseJson(text);
    if (root === null) continue;
    walkJson(root, (node) => {
      if (node.kind === 'string' && ID.test(node.value)) strings.add(node.value);
    });
  }
  const shape = (value: string): string => value.replace(ID, (id) => (id.includes('-') ? '-' : ''));
  const isElsewhere = (value: string): boolean => {
    const id = ID.exec(value)?.[0] ?? value;
    return texts.filter((text) => text.includes(id)).length > 1;
  };
  return (value) => {
    if (!ID.test(value) || !isElsewhere(value)) return null;
    const others = [...strings].filter((each) => each !== value && shape(each) === shape(value));
    return others.find(isElsewhere) ?? null;
  };
}
