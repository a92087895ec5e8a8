import { RecordingError } from '../errors.js';
import type { RecordedMessage, Recording } from '../recording/reader.js';
import type { BayeuxClient } from './bayeux-server/bayeux-client.js';
import type { Deliver } from './deliveries.js';
import type { LiveSession } from './live-session.js';
import { notificationText } from './notification-text.js';
import { Recent } from './recent.js';

/** Characters of messages that are kept ready, for they go to many desktops. */
const most = 4 * 1024 * 1024;

/**
 * Queues recorded notifications, made to fit a live session.
 *
 * @param queued told of each client that has something new
 */
export function deliverRecorded(
  recording: Recording,
  queued: (client: BayeuxClient) => void,
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
  return (session) =>
    (release, { client, handshake }) => {
      const { notification } = release.consequence;
      const recorded = read(notification);
      client.queue({
        text: notificationText(recorded.text, {
          id: () => session.renewal.messageId(handshake, notification),
          clientId: client.clientId,
          echoes: release.echoes,
          secret:
            recorded.redacted.length > 0 ? (each) => session.renewal.secret(each) : (each) => each,
        }),
        sent: () => {
          release.state = 'sent';
        },
        lost: () => session.deliveries.takeBack(release),
      });
      queued(client);
    };
}
