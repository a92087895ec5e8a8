import { RecordingError } from '../errors.js';
import type { RecordedMessage, Recording } from '../recording/reader.js';
import type { BayeuxClient } from './bayeux-server/bayeux-client.js';
import type { Deliver } from './deliveries.js';
import type { FreshReferences } from './fresh/fresh-references.js';
import type { LiveSession } from './live-session.js';
import { notificationText } from './notification-text.js';
import { pushedText } from './observe/pushed-notification.js';
import { Recent } from './recent.js';
import type { LiveTab, Release } from './release.js';

/** Characters of messages that are kept ready, for they go to many desktops. */
const most = 4 * 1024 * 1024;

/**
 * Queues recorded notifications, made to fit a live session, and pushed ones as they are.
 *
 * @param queued told of each client that has something new
 * @param fresh gives references anew; null: they stay as recorded
 */
export function deliverRecorded(
  recording: Recording,
  queued: (client: BayeuxClient) => void,
  fresh: FreshReferences | null = null,
): (session: LiveSession) => Deliver {
  const recent = new Recent<number, RecordedMessage>(most);
  const read = (notification: number): RecordedMessage => {
    let recorded = recent.get(notification) ?? null;
    if (recorded === null) {
      recorded = recording.message(notification);
      if (recorded === null) {
        throw new RecordingError(`message ${notification} is missing`, recording.file);
      }
      recent.set(notification, recorded, recorded.text.length);
    }
    return recorded;
  };
  const textFor = (
    { renewal }: LiveSession,
    { consequence, pushed, echoes }: Release,
    { client, handshake }: LiveTab,
  ): string => {
    const { notification, channel } = consequence;
    if (pushed !== null) return pushedText(channel, pushed);
    const recorded = read(notification);
    return notificationText(recorded.text, {
      id: () => renewal.messageId(handshake, notification),
      clientId: client.clientId,
      echoes,
      references: (data) => fresh?.notification(data, recorded, renewal) ?? data,
      secret: recorded.redacted.length > 0 ? (each) => renewal.secret(each) : (each) => each,
    });
  };
  return (session) => (release, tab) => {
    const { client } = tab;
    const text = textFor(session, release, tab);
    release.worded(text);
    release.takers += 1;
    const { fate } = release;
    client.queue({
      // Both go out on one response, and get lost with it.
      text: fate?.doubled === true ? `${text},${text}` : text,
      mark: fate?.mark ?? null,
      sent: () => {
        release.state = 'sent';
      },
      lost: () => {
        release.takers -= 1;
        session.deliveries.takeBack(release);
      },
    });
    queued(client);
  };
}
