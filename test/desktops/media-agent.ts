import { media as allMedia, type Medium, type MediumName } from '../staging/media.js';
import { type VersionName, versions } from '../staging/versions.js';
import { callAndWait } from './call-and-wait.js';
import type { Desktop } from './desktop.js';
import { notices } from './notices.js';
import { logIn, post, type Script } from './scripts.js';

export interface MediaAgentOptions {
  /** What to work on, beside tweets, which always come. Default: everything. */
  readonly media?: readonly MediumName[];
  /** The release that the desktop was made for. Default 8.5.202. */
  readonly version?: VersionName;
}

/**
 * An agent who works on every medium: accepts two interactions of each, sets a disposition,
 * completes one, transfers the other (first to a queue that fails later); answers, holds and hangs
 * up a call and dials another, if there is a telephone; subscribes to workbins in bulk; and asks for
 * a record of a campaign under a reference of its own.
 */
export function mediaAgent({ media, version = '8.5.202' }: MediaAgentOptions = {}): Script {
  const names = media ?? allMedia.map(({ name }) => name);
  return async (desktop) => {
    await logIn(desktop);
    await desktop.handshake();
    await desktop.subscribe('/v2/me/*');
    const { body } = await desktop.request('POST', '/api/v2/me', {
      body: JSON.stringify({ operationName: 'StartContactCenterSession', channels: names }),
    });
    const { succeeded }: { succeeded: { channel: string }[] } = JSON.parse(body);
    const works = ['twitter', ...succeeded.map(({ channel }) => channel)];
    const mine = versions[version].media.filter(({ name }) => works.includes(name));
    const expected = mine.reduce((sum, { invitations }) => sum + invitations, 0);
    await desktop.until(
      `${expected} invitations`,
      (sights) => notices(sights).filter(({ id }) => id !== null).length >= expected,
    );
    for (const medium of mine) {
      await desktop.request('GET', `/api/v2/me/${medium.path}`);
      if (medium.name === 'voice') await speak(desktop, medium);
      else await write(desktop, medium);
      await desktop.request('GET', `/api/v2/me/${medium.path}`);
    }
    await workbinsAndCampaign(desktop);
    await post(desktop, '/api/v2/me', { operationName: 'EndContactCenterSession' });
    await desktop.disconnect();
  };
}

/** The interactions that have reached the desktop. */
function idsOf(desktop: Desktop, { resource }: Medium): readonly string[] {
  const ids = notices(desktop.transcript().sights)
    .filter((notice) => notice.resource === resource)
    .flatMap(({ id }) => id ?? []);
  return [...new Set(ids)];
}

async function operate(
  desktop: Desktop,
  medium: Medium,
  id: string,
  body: { readonly operationName: string },
  state: string,
): Promise<void> {
  const path = `/api/v2/me/${medium.path}/${id}`;
  await callAndWait(desktop, path, body, (notice) => notice.id === id && notice.state === state);
}

async function write(desktop: Desktop, medium: Medium): Promise<void> {
  const [first = '', second = ''] = idsOf(desktop, medium);
  const path = (id: string): string => `/api/v2/me/${medium.path}/${id}`;
  for (const id of [first, second]) {
    await operate(desktop, medium, id, { operationName: 'Accept' }, 'Processing');
    await desktop.request('GET', path(id));
  }
  // Nobody waits for this one: in some releases nothing follows.
  await post(desktop, path(first), { operationName: 'SetDisposition', disposition: 'resolved' });
  const queue = (name: string) => ({ [medium.queueParameter]: name });
  await operate(
    desktop,
    medium,
    first,
    { operationName: 'Complete', ...queue('/queues/done'), ...extras[medium.name] },
    'Completed',
  );
  await callAndWait(
    desktop,
    path(second),
    { operationName: 'Transfer', ...queue('/queues/nowhere') },
    ({ id, notificationType }) => id === second && notificationType === 'Error',
  );
  const transfer = { operationName: 'Transfer', ...queue('/queues/second-line') };
  await operate(desktop, medium, second, transfer, 'Transferred');
  await post(desktop, path(first), { operationName: 'Complete' });
}

/** What Complete takes beside a queue. A chat's `messageType` is a member of the request. */
const extras: Partial<Readonly<Record<MediumName, object>>> = {
  twitter: { saveLAR: true },
  email: { saveLAR: true },
  chat: { saveLAR: true, text: 'Au revoir', messageType: 'Text', treatAs: 'Normal' },
  sms: { saveLAR: true },
};

async function speak(desktop: Desktop, medium: Medium): Promise<void> {
  const [ringing = ''] = idsOf(desktop, medium);
  const act = (id: string, operationName: string, state: string): Promise<void> =>
    operate(desktop, medium, id, { operationName }, state);
  await act(ringing, 'Answer', 'Established');
  await act(ringing, 'Hold', 'Held');
  await act(ringing, 'Retrieve', 'Established');
  await act(ringing, 'Hangup', 'Released');
  await callAndWait(
    desktop,
    '/api/v2/me/calls',
    { operationName: 'Dial', destination: { phoneNumber: '5005' } },
    ({ id, state }) => id !== ringing && state === 'Established',
  );
  await act(idsOf(desktop, medium)[1] ?? '', 'Hangup', 'Released');
}

async function workbinsAndCampaign(desktop: Desktop): Promise<void> {
  const from = desktop.transcript().sights.length;
  const workbins = ['email-drafts', 'in-progress'];
  const path = `/api/v2/me/workbins?workbinIds=${workbins.join(',')}`;
  await post(desktop, path, { operationName: 'Subscribe' });
  await desktop.until('both workbins', (sights) => {
    const seen = notices(sights.slice(from)).map(({ id }) => id);
    return workbins.every((id) => seen.includes(id));
  });
  await callAndWait(
    desktop,
    '/api/v2/me/outbound-campaigns/Spring',
    { operationName: 'GetPreviewRecord', referenceId: '123456789' },
    () => false,
  );
}
