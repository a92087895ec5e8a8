import { RecordingError } from '../errors.js';
import type { Recording } from '../recording/reader.js';
import type { BayeuxClient } from './bayeux-server/bayeux-client.js';
import type { Deliver } from './deliveries.js';
import type { LiveSession } from './live-session.js';
import { notificationText } from './notification-text.js';
import { pushedText } from './observe/pushed-notification.js';

/**
 * Queues recorded notifications, made to fit a live session, and pushed ones as they are.
 *
 * @param queued told of each client that has something new
 */
export function deliverRecorded(
  recording: Recording,
  queued: (client: BayeuxClient) => void,
): (session: LiveSession) => Deliver {
  return (session) =>
    (release, { client, handshake }) => {
      const { notification, channel } = release.consequence;
      const recorded = release.pushed === null ? recording.message(notification) : null;
      if (release.pushed === null && recorded === null) {
        throw new RecordingError(`message ${notification} is missing`, recording.file);
      }
      const text =
        recorded === null
          ? pushedText(channel, release.pushed ?? 'null')
          : notificationText(recorded.text, {
              id: session.renewal.messageId(handshake, notification),
              clientId: client.clientId,
              echoes: release.echoes,
              secret:
                recorded.redacted.length > 0
                  ? (each) => session.renewal.secret(each)
                  : (each) => each,
            });
      release.worded(text);
      client.queue({
        text,
        sent: () => {
          release.state = 'sent';
        },
        lost: () => session.deliveries.takeBack(release),
      });
      queued(client);
    };
}
