import { notificationFacts } from '../../src/correlate/facts.js';
import type { NotificationHappening } from '../../src/drive/plan/step.js';
import { tryParseJson } from '../../src/json/parse-json.js';

const channel = '/v2/me/tweets';

/** What a notification about a tweet says. */
export function tweet(id: string, state: string, reference?: number): string {
  const referenceId = reference === undefined ? {} : { referenceId: reference };
  return JSON.stringify({
    messageType: 'TwitterStateChangeMessage',
    notificationType: 'StatusChange',
    ...referenceId,
    twitter: { id, state },
  });
}

/** A recorded notification. */
export function told(
  data: string,
  more: Partial<NotificationHappening> = {},
): NotificationHappening {
  return {
    kind: 'notification',
    seq: 1,
    at: 0,
    received: { row: { id: 1 } as never, channel, data },
    facts: notificationFacts(tryParseJson(data)),
    tab: 0,
    call: null,
    follows: null,
    ...more,
  };
}

/** A live notification. */
export function live(data: string) {
  return { channel, data, facts: notificationFacts(tryParseJson(data)) };
}
