import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openRecording } from '../../src/index.js';
import type { Recording } from '../../src/recording/reader.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { compareSides, sideOf } from './sides.js';

const folder = temporaryFolder();
let files = 0;
const json = [['Content-Type', 'application/json']] as const;

/** What a desktop does with one of its interactions, and what it is told then. */
interface Deed {
  readonly about: number;
  readonly operation: string;
  readonly polls: number;
}

interface Server {
  /** What its ids and references begin with. */
  readonly ids: string;
  readonly references: number;
}

function recorded(
  deeds: readonly Deed[],
  { ids, references }: Server,
  changed: number | null,
): Recording {
  const file = folder.path(`${files++}.db`);
  buildRecording(file, (b) => {
    const session = b.session('a1');
    for (const [at, { about, operation, polls }] of deeds.entries()) {
      const id = `${ids}${about}Q7xz`;
      const reference = references + at;
      const call = b.exchange({
        session,
        path: `/api/v2/me/tweets/${id}`,
        requestBody: JSON.stringify({ operationName: operation }),
        responseHeaders: json,
        responseBody: JSON.stringify({
          statusCode: at === changed ? 7 : 0,
          referenceId: reference,
          uri: `http://gws.test:8080/api/v2/tweets/${id}`,
        }),
      });
      const tweet = { id, uri: `/api/v2/tweets/${id}`, state: `After${operation}` };
      const data = {
        messageType: 'TweetMessage',
        notificationType: 'StatusChange',
        referenceId: reference,
        tweet,
      };
      b.link({ call, notification: b.notification({ session, data: JSON.stringify(data) }) });
      for (let poll = 0; poll < polls; poll++) {
        b.exchange({
          session,
          method: 'GET',
          path: '/api/v2/me/tweets',
          responseHeaders: json,
          responseBody: JSON.stringify({ tweets: [tweet] }),
        });
      }
    }
  });
  return openRecording(file);
}

const deed: fc.Arbitrary<Deed> = fc.record({
  about: fc.nat({ max: 3 }),
  operation: fc.constantFrom('Accept', 'Reject', 'Complete', 'Transfer'),
  polls: fc.nat({ max: 2 }),
});

it('is told one change of a server with other ids, whatever calls are made more, and no other', () => {
  fc.assert(
    fc.property(
      fc.array(deed, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      fc.nat(),
      fc.boolean(),
      fc.boolean(),
      (deeds, where, more, inserts, changes) => {
        const at = where % deeds.length;
        const changed = changes ? at : null;
        const place = more % (deeds.length + 1);
        const extra = { about: 3, operation: 'Insert', polls: 0 };
        const others = inserts ? deeds.toSpliced(place, 0, extra) : deeds;
        const shifted = inserts && place <= at && changed !== null ? at + 1 : changed;
        using one = recorded(deeds, { ids: '01QQ', references: 40 }, null);
        using two = recorded(others, { ids: '9Z8Y', references: 240 }, shifted);
        for (const [left, right, kind] of [
          [one, two, 'call-extra'],
          [two, one, 'call-missing'],
        ] as const) {
          const told = compareSides(sideOf(left), sideOf(right)).differences.map((each) =>
            each.path === null ? each.kind : `${each.kind} ${each.path}`,
          );
          expect(told.toSorted()).toEqual([
            ...(changes ? ['body /statusCode'] : []),
            ...(inserts ? [kind] : []),
          ]);
        }
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
