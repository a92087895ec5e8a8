import type { JsonText, NotificationPassed } from './events.js';

/** A notification that answered a call, as copies of it are told by. */
export interface Delivery {
  readonly notification: number;
  readonly call: number;
  /** Place of the call's request in wire order. */
  readonly callSeq: number;
  readonly session: number | null;
  readonly clientId: string | null;
  readonly seq: number;
  readonly key: string;
  readonly reference: JsonText | null;
  /** Id of the resource that it is about. */
  readonly resource: string | null;
  readonly rule: string;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/**
 * What two deliveries of one notification have in common: reference, resource and state. Bytes may
 * differ (dates), and so may the channel. One without a resource goes by its types.
 */
export function deliveryKey(notification: NotificationPassed): string {
  const { reference, resource, messageType, notificationType } = notification;
  return JSON.stringify(
    resource === null
      ? [reference, messageType, notificationType]
      : [reference, { id: resource.id }, resource.state],
  );
}
