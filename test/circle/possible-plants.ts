import { bodyText } from '../../src/recording/body-text.js';
import { openRecording } from '../../src/recording/open-recording.js';
import type { RecordedExchange, RecordedMessage } from '../../src/recording/reader.js';
import { linksOf } from '../../src/rules/links-of.js';
import { noticeName } from '../staging/notice-name.js';
import { type AnswerChange, type NoticeChange, type Plant, requestName } from '../staging/plant.js';
import { jsonPlants } from './json-plants.js';
import type { Expected, Place } from './place.js';

/** One thing that a server may say otherwise, and what has to be said of it. */
export interface PossiblePlant {
  readonly plant: Plant;
  readonly expected: Expected;
  /** What is changed how, for figures. */
  readonly kind: string;
  /** Of what: an operation or a kind of notification. */
  readonly subject: string;
}

interface Answer {
  readonly exchange: RecordedExchange;
  readonly user: string;
  readonly request: string;
  readonly nth: number;
  readonly text: string;
}

interface Notice {
  readonly message: RecordedMessage;
  readonly user: string;
  readonly name: string;
  readonly nth: number;
  readonly data: string;
  /** What diff calls it. */
  readonly title: string;
  /** Exchange id; null if no call is known to have caused it. */
  readonly call: number | null;
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
  const isElsewhere = (value: string): boolean =>
    texts.filter((text) => text.includes(value)).length > 1;
  const callName = (id: number | null): string | undefined => {
    const exchange = all.find((each) => each.id === id);
    return exchange && requestName(exchange.method, exchange.path, exchange.operation);
  };
  const answerPlace = ({ user, request }: Answer, rest: Pick<Place, 'kind' | 'path'>): Place => ({
    ...{ ...rest, user, call: request, notification: null },
  });
  const noticePlace = (
    { user, title, call }: Notice,
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
    for (const [name, value, what] of headerChanges) {
      const place = answerPlace(answer, { kind: 'header', path: name });
      put(what, { kind: 'header', name, value }, [place]);
    }
    if (answer.text !== '') {
      const whole = [answerPlace(answer, { kind: 'body' })];
      put('empty', { kind: 'empty' }, whole);
      if (answer.text.startsWith('{')) put('cut', { kind: 'cut' }, whole);
    }
    for (const each of jsonPlants(answer.text, isElsewhere)) {
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
    const next = swappable(notices, index, all);
    if (next !== null) {
      const places = [notice, next].map((each) =>
        noticePlace(each, { kind: 'notification-order' }),
      );
      put('swapped', { kind: 'swapped' }, places);
    }
    for (const each of jsonPlants(notice.data, isElsewhere)) {
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
] as const;

/** Answers of the API to those who have logged in, but for what was polled. */
function answersIn(
  all: readonly RecordedExchange[],
  users: ReadonlyMap<number, string | null>,
): readonly Answer[] {
  const met = new Map<string, number>();
  const answers: Answer[] = [];
  for (const exchange of all) {
    const user = users.get(exchange.session ?? -1) ?? null;
    if (user === null || (exchange.kind !== 'call' && exchange.kind !== 'safe')) continue;
    if (!exchange.requestHeaders.some(([name]) => /^(cookie|authorization)$/iu.test(name))) {
      continue;
    }
    const request = requestName(exchange.method, exchange.path, exchange.operation);
    const key = JSON.stringify([user, request]);
    const nth = met.get(key) ?? 0;
    met.set(key, nth + 1);
    const type = exchange.responseHeaders?.find(([name]) => /^content-type$/iu.test(name))?.[1];
    if (isPolled(all, exchange) || type?.startsWith('text/html')) continue;
    answers.push({ exchange, user, request, nth, text: bodyText(exchange.responseBody) ?? '' });
  }
  return answers;
}

/** Whether the same was asked more than once between two calls: how often is left to the desktop. */
function isPolled(all: readonly RecordedExchange[], exchange: RecordedExchange): boolean {
  if (exchange.kind !== 'safe') return false;
  const own = all.filter(
    ({ session, kind }) => session === exchange.session && (kind === 'call' || kind === 'safe'),
  );
  const at = own.indexOf(exchange);
  const after = own.slice(at + 1);
  const before = own.slice(0, at).reverse();
  return [after, before].some((list) => {
    const end = list.findIndex(({ kind }) => kind === 'call');
    const stretch = end < 0 ? list : list.slice(0, end);
    return stretch.some(({ method, path }) => method === exchange.method && path === exchange.path);
  });
}

function noticesIn(
  messages: Iterable<RecordedMessage>,
  users: ReadonlyMap<number, string | null>,
  calls: ReadonlyMap<number, number>,
): readonly Notice[] {
  const met = new Map<string, number>();
  const notices: Notice[] = [];
  for (const message of messages) {
    const { notification, channel } = message;
    const user = users.get(message.session ?? -1) ?? null;
    if (user === null || channel === null || !notification?.data) continue;
    const name = noticeName(channel, notification.data);
    const key = JSON.stringify([user, name]);
    const nth = met.get(key) ?? 0;
    met.set(key, nth + 1);
    const { messageType, notificationType, data } = notification;
    const title = [channel, messageType, notificationType].filter((each) => each !== null);
    const call = calls.get(message.id) ?? null;
    notices.push({ message, user, name, nth, data, title: title.join(' '), call });
  }
  return notices;
}

/** The next notification to the same client, if one and the same thing caused both. */
function swappable(
  notices: readonly Notice[],
  index: number,
  all: readonly RecordedExchange[],
): Notice | null {
  const one = notices[index];
  const rest = notices.slice(index + 1);
  const next = rest.find(({ message }) => message.clientId === one?.message.clientId);
  if (!one || !next || one.call !== next.call || one.data === next.data) return null;
  const between = all.some(
    ({ session, kind, seq }) =>
      session === one.message.session &&
      kind === 'call' &&
      seq > one.message.seq &&
      seq < next.message.seq,
  );
  // What nobody asked for comes to supervisors from several agents.
  return between || (one.call === null && one.user === 's1') ? null : next;
}
