import { type Account, accounts } from './accounts.js';
import { interactionNotification } from './interaction-texts.js';
import type { Interaction, Interactions, NotificationType } from './interactions.js';
import type { Medium } from './media.js';
import type { Notifications } from './notifications.js';
import type { Version } from './versions.js';

export interface OfficeOptions {
  readonly version: Version;
  /** Null: as printed in the vendor's sample. */
  readonly receivedDate: string | null;
  /** The same in the supervisors' copies. */
  readonly copyReceivedDate: string | null;
  /** See the option of that name. */
  readonly contactOffset: number;
}

/** Tells agents, and their supervisors, what happens to interactions. */
export interface Office {
  /** Sends the invitations that are due: the agent has started, and listens. */
  invite(agent: Account): void;
  /** @returns when the agent's desktops have got the notification */
  announce(
    interaction: Interaction,
    notificationType: NotificationType,
    referenceId: number | null,
  ): Promise<void>;
  /** @returns when the agent's desktops have got the notification */
  announceError(agent: Account, medium: Medium): Promise<void>;
  /** Sends something that concerns no interaction. */
  tell(agent: Account, channel: string, data: object): void;
}

export function createOffice(
  interactions: Interactions,
  notifications: Pick<Notifications, 'isListening' | 'notify'>,
  { version, receivedDate, copyReceivedDate, contactOffset }: OfficeOptions,
): Office {
  const supervisors = accounts.filter(({ role }) => role === 'supervisor');

  const announce: Office['announce'] = async (interaction, notificationType, referenceId) => {
    const { agent, medium } = interaction;
    const send = (to: Account, date: string | null): Promise<void> =>
      notifications.notify(to, medium.channel, (origin) => {
        const parts = { notificationType, referenceId, receivedDate: date, contactOffset };
        return interactionNotification(interaction, parts, origin);
      });
    const taken = send(agent, receivedDate);
    for (const supervisor of supervisors) void send(supervisor, copyReceivedDate);
    await taken;
  };

  return {
    invite(agent) {
      for (const medium of version.media) {
        if (!notifications.isListening(agent, medium.channel)) continue;
        for (const invited of interactions.invite(agent, medium)) {
          void announce(invited, 'StatusChange', null);
        }
      }
    },
    announce,
    announceError: (agent, medium) =>
      notifications.notify(agent, medium.channel, () => '{"messageType":"ErrorMessage"}'),
    tell(agent, channel, data) {
      void notifications.notify(agent, channel, () => JSON.stringify(data));
    },
  };
}
