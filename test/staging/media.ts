/** A name in the `channels` of `StartContactCenterSession`. */
export type MediumName =
  | 'twitter'
  | 'email'
  | 'chat'
  | 'sms'
  | 'facebooksession'
  | 'facebook'
  | 'workitem'
  | 'openmedia'
  | 'voice';

/** What all interactions of a kind have in common. */
export interface Medium {
  readonly name: MediumName;
  /** Below `/api/v2/me/`. */
  readonly path: string;
  /** What carries its notifications. */
  readonly channel: string;
  readonly messageType: string;
  /** The member of a notification that holds the interaction. */
  readonly resource: string;
  /** The parameter of Complete and Transfer that names a queue. */
  readonly queueParameter: 'queuePath' | 'queueName';
  /**
   * Where the server's reference stands: in the answer and in the notification, in the notification
   * alone, or nowhere.
   */
  readonly references: 'both' | 'notification' | 'none';
  /** How many reach an agent at the start of a session. */
  readonly invitations: number;
  /** What tells the ids of the agents' interactions from those of other media. */
  readonly idTag: string;
}

const some = { queueParameter: 'queueName', invitations: 2 } as const;

/** The media of the API. What the vendor's pages leave open is as with its neighbours. */
// biome-ignore format: one row a medium
export const media: readonly Medium[] = [
  { ...some, name: 'twitter', path: 'tweets', channel: '/v2/me/tweets', messageType: 'TwitterStateChangeMessage', resource: 'twitter', queueParameter: 'queuePath', references: 'both', idTag: 'P' },
  { ...some, name: 'email', path: 'emails', channel: '/v2/me/emails', messageType: 'EmailStateChangeMessage', resource: 'email', references: 'notification', idTag: 'E' },
  { ...some, name: 'chat', path: 'chats', channel: '/v2/me/chats', messageType: 'ChatStateChangeMessage', resource: 'chat', references: 'none', idTag: 'C' },
  { ...some, name: 'sms', path: 'smssessions', channel: '/v2/me/interactions', messageType: 'SMSsessionStateChangeMessage', resource: 'smssession', references: 'none', idTag: 'S' },
  { ...some, name: 'facebooksession', path: 'facebooksessions', channel: '/v2/me/facebooksession', messageType: 'FacebooksessionStateChangeMessage', resource: 'facebooksession', references: 'notification', idTag: 'M' },
  { ...some, name: 'facebook', path: 'facebook', channel: '/v2/me/facebook', messageType: 'FacebookStateChangeMessage', resource: 'facebook', queueParameter: 'queuePath', references: 'both', idTag: 'F' },
  { ...some, name: 'workitem', path: 'workitems', channel: '/v2/me/workitems', messageType: 'WorkitemStateChangeMessage', resource: 'workitem', references: 'both', idTag: 'W' },
  { ...some, name: 'openmedia', path: 'openmedia/fax', channel: '/v2/me/openmedia', messageType: 'OpenmediaStateChangeMessage', resource: 'openmedia', references: 'both', idTag: 'O' },
  { ...some, name: 'voice', path: 'calls', channel: '/v2/me/calls', messageType: 'CallStateChangeMessage', resource: 'call', references: 'none', invitations: 1, idTag: 'V' },
];
