import { expect, it } from 'vitest';
import { openRecording } from '../../src/index.js';
import { buildRecording, type RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { brief, compareSides, sideOf } from './sides.js';

const folder = temporaryFolder();
let files = 0;
const responseHeaders = [['Content-Type', 'application/json']] as const;

/** What one desktop does, and what it is told. */
interface Desktop {
  get(path: string, body: unknown): void;
  call(path: string, request: object, body: unknown): number;
  told(data: unknown): void;
}

/** What differs between two servers that a desktop meets. */
function compared(one: (d: Desktop) => void, other: (d: Desktop) => void) {
  const [left, right] = [one, other].map((act) => {
    const file = folder.path(`${files++}.db`);
    buildRecording(file, (b) => act(desktopOf(b)));
    return openRecording(file);
  });
  if (!left || !right) throw new Error('nothing was recorded');
  try {
    return compareSides(sideOf(left), sideOf(right));
  } finally {
    left.close();
    right.close();
  }
}

function desktopOf(b: RecordingBuilder): Desktop {
  const session = b.session('a1');
  const answered = { session, responseHeaders };
  return {
    get(path, body) {
      b.exchange({ ...answered, method: 'GET', path, responseBody: JSON.stringify(body) });
    },
    call: (path, request, body) =>
      b.exchange({
        ...answered,
        path,
        requestBody: JSON.stringify(request),
        responseBody: JSON.stringify(body),
      }),
    told(data) {
      b.notification({ session, data });
    },
  };
}

function tweet(id: string, state: string, more: object = {}) {
  const twitter = { id, state, uri: `http://gws.test:8080/api/v2/tweets/${id}`, ...more };
  return { messageType: 'TwitterStateChangeMessage', notificationType: 'StatusChange', twitter };
}

/** A desktop that is invited to some tweets and completes each. */
function works(d: Desktop, ids: readonly string[], answer: object = { statusCode: 0 }): void {
  for (const id of ids) d.told(tweet(id, 'Invited'));
  for (const id of ids) {
    d.call(`/api/v2/me/tweets/${id}`, { operationName: 'Complete' }, answer);
    d.told(tweet(id, 'Completed'));
  }
}

const first = '8fbd2ee1-19a5-4b62-a3dd-2bd0ab1c2d11';
const second = '9fbd2ee1-29a5-4b62-a3dd-2bd0ab1c2d22';

it('tells that a server names another of the things that both servers know, and where it did not', () => {
  const uri = (id: string): string => `http://gws.test:8080/api/v2/devices/${id}`;
  const chooses = (id: string) => (d: Desktop) => {
    const devices = [first, second].map((each) => ({ id: each, deviceUri: uri(each) }));
    d.get('/api/v2/me', { user: { devices } });
    d.get('/api/v2/me/current', { deviceUri: uri(id) });
  };
  const result = compared(chooses(first), chooses(second));
  expect(brief(result)).toEqual(['body /deviceUri']);
  expect(result.differences[0]?.broken).toEqual({
    baseline: first,
    candidate: first,
    where: 'answer of GET /api/v2/me',
  });
});

it('tells that a server answers with something else than both desktops asked for', () => {
  const queued = (queue: string) => (d: Desktop) => {
    const request = { operationName: 'Transfer', queueName: 'queue12345' };
    d.call('/api/v2/me/tweets/01QQ22AA33BB', request, {
      statusCode: 0,
      queue,
      uri: `/queues/${queue}`,
    });
  };
  expect(brief(compared(queued('queue12345'), queued('queue99999')))).toEqual([
    'body /queue',
    'body /uri',
  ]);
});

it('takes an id for renamed that the candidate names at one place alone', () => {
  const { id: _, ...withoutId } = tweet('77XXYY99Z2', 'Invited').twitter;
  const result = compared(
    (d) => d.told(tweet('01QQQG2MU2', 'Invited')),
    (d) => d.told({ ...tweet('77XXYY99Z2', 'Invited'), twitter: withoutId }),
  );
  expect(brief(result)).toEqual(['notification-changed /twitter/id']);
  expect(result.ignored).toContainEqual({ rule: 'renamed id', count: 1 });
});

it('tells that a list has another order, though the server has other ids', () => {
  const lists = (ids: readonly string[], shown: readonly string[]) => (d: Desktop) => {
    for (const id of ids) d.told(tweet(id, 'Invited'));
    d.get('/api/v2/me/tweets', { tweets: shown.map((id) => tweet(id, 'Invited').twitter) });
  };
  const [ours, theirs] = [
    ['01QQQG2MU2A1', '01QQQG2MU2A2', '01QQQG2MU2A3'],
    ['77XXYY99Z2B1', '77XXYY99Z2B2', '77XXYY99Z2B3'],
  ];
  expect(brief(compared(lists(ours, ours), lists(theirs, theirs)))).toEqual([]);
  expect(brief(compared(lists(ours, ours), lists(theirs, theirs.toReversed())))).toEqual([
    'body /tweets',
  ]);
});

it('finds again what is called by an id that is another', () => {
  const map = (ids: readonly string[], changed: string | null) => (d: Desktop) => {
    works(d, ids);
    const members = ids.map((id) => [id, { open: id !== changed }]);
    d.get('/api/v2/me/open', { byId: Object.fromEntries(members) });
    const references = ids.toReversed().map((id) => [id, 50 + ids.indexOf(id)]);
    d.call(
      `/api/v2/me/workbins?workbinIds=${ids.join(',')}`,
      { operationName: 'Subscribe' },
      { statusCode: 0, referenceIds: Object.fromEntries(references) },
    );
  };
  // The second of the candidate is called as the first of the baseline is.
  const ours = ['01QQQG2MU2A2', '01QQQG2MU2A3'];
  const theirs = ['01QQQG2MU2A1', '01QQQG2MU2A2'];
  expect(brief(compared(map(ours, null), map(theirs, null)))).toEqual([]);
  expect(brief(compared(map(ours, null), map(theirs, '01QQQG2MU2A2')))).toEqual([
    'body /byId/01QQQG2MU2A3/open',
  ]);
});

it('finds the references of several again, though a notification names one of them wrongly', () => {
  const bulk = (ids: readonly (string | number)[], from: number) => (d: Desktop) => {
    const referenceIds = { drafts: from, 'in-progress': from + 1 };
    d.call(
      '/api/v2/me/workbins?workbinIds=drafts,in-progress',
      { operationName: 'Subscribe' },
      { statusCode: 0, referenceIds },
    );
    const told = { messageType: 'WorkbinMessage', notificationType: 'Subscribed' };
    for (const id of ids) d.told({ ...told, workbin: { id, state: 'Subscribed' } });
  };
  const result = compared(bulk(['drafts', 'in-progress'], 15), bulk(['drafts', 1], 43));
  expect(brief(result)).toEqual(['notification-changed /workbin/id']);
});

it('knows by what desktops ask for that a thing with a name was not renamed', () => {
  const bins = (id: string) => (d: Desktop) => {
    d.call('/api/v2/me/workbins?workbinIds=drafts', { operationName: 'Unsubscribe' }, {});
    const told = { messageType: 'WorkbinMessage', notificationType: 'Unsubscribed' };
    d.told({ ...told, workbin: { id, state: 'Unsubscribed' } });
  };
  expect(brief(compared(bins('drafts'), bins('draftsX9')))).toEqual([
    'notification-changed /workbin/id',
  ]);
});

it('takes a number that is an id of something else for a number', () => {
  const counts = (ids: readonly string[], count: number) => (d: Desktop) =>
    works(d, ids, { statusCode: 0, count });
  expect(brief(compared(counts(['1', '2'], 9), counts(['5', '6'], 9)))).toEqual([]);
  // It would fit: 1 is called 5. Of the call about 1 itself nobody can tell.
  expect(brief(compared(counts(['1', '2'], 1), counts(['5', '6'], 5)))).toEqual(['body /count']);
});

it('takes a word that is an id for a word where states stand', () => {
  const states = (id: string, state: string) => (d: Desktop) => {
    works(d, [id, '01QQQG2MU2A2']);
    d.told(tweet('01QQQG2MU2A2', state));
  };
  expect(brief(compared(states('Saved', 'Open'), states('Stored', 'Open')))).toEqual([]);
  expect(brief(compared(states('Saved', 'Saved'), states('Stored', 'Stored')))).toEqual([
    'notification-changed /twitter/state',
  ]);
});
