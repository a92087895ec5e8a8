import { type Account, accounts } from './accounts.js';
import { interactionId, queuedIds } from './interaction-ids.js';
import type { Medium } from './media.js';
import { firstStateOf, operationsOf, type State } from './operations.js';
import type { Version } from './versions.js';

/** A tweet, an e-mail, a call, … on an agent's desk. */
export interface Interaction {
  readonly id: string;
  readonly medium: Medium;
  readonly agent: Account;
  readonly state: State;
}

/** What a notification about an interaction says of it. */
export type NotificationType = 'StatusChange' | 'PropertiesUpdated' | 'Error';

/** What came of an operation. */
type Outcome =
  | {
      readonly kind: 'done';
      readonly interaction: Interaction;
      /** Null if operations on this medium have no reference. */
      readonly referenceId: number | null;
      /** What the notification will say of it; `Error`: it was accepted, and failed later. */
      readonly notificationType: NotificationType;
      /** What it has brought to another agent, to whom it was transferred. */
      readonly received: Interaction | null;
    }
  | { readonly kind: 'unknown-id' | 'unknown-operation' | 'wrong-state' | 'queue-missing' };

/** The work of all agents. Each contact-centre session begins with the same work and counters. */
export interface Interactions {
  /**
   * Begins a contact-centre session: the agent's tweets, and the interactions of the media that are
   * named, are queued again, and the counter restarts.
   */
  start(agent: Account, channels: readonly string[]): void;
  end(agent: Account): void;
  /** Takes what is queued on a medium for an agent who has started. */
  invite(agent: Account, medium: Medium): readonly Interaction[];
  /** Begins an outgoing call, null if the agent has no telephone or has not started. */
  dial(agent: Account): Interaction | null;
  /** Answers an outgoing call at its other end, if it still waits for that. */
  pickUp(call: Interaction): Interaction | null;
  perform(
    agent: Account,
    medium: Medium,
    id: string,
    operation: string,
    body: Readonly<Record<string, unknown>>,
  ): Outcome;
  /** The next number of the agent's counter. */
  nextReference(agent: Account): number;
  /** The interaction, if it has reached this agent. */
  find(agent: Account, medium: Medium, id: string): Interaction | null;
  list(agent: Account, medium: Medium): readonly Interaction[];
}

/** An operation that names a queue with this in its name is accepted, and fails later. */
const noQueue = 'nowhere';

/** A queue that is an agent: who has started work is invited to what is transferred there. */
const agentQueue = /^\/agents\/(\w+)$/;

/**
 * @param firstReference where every agent's counter begins; they all begin alike, so they collide
 * @param idOffset see the option of that name
 */
export function createInteractions(
  version: Version,
  firstReference: number,
  idOffset = 0,
): Interactions {
  const desks = new Map<Account, Map<string, Interaction>>();
  const references = new Map<Account, number>();
  const put = (interaction: Interaction): Interaction => {
    desks.get(interaction.agent)?.set(interaction.id, interaction);
    return interaction;
  };
  const of = (agent: Account, medium: Medium): readonly Interaction[] =>
    [...(desks.get(agent)?.values() ?? [])].filter((each) => each.medium === medium);
  const list = (agent: Account, medium: Medium): readonly Interaction[] =>
    of(agent, medium).filter(({ state }) => state !== 'Queued');
  const find = (agent: Account, medium: Medium, id: string): Interaction | null =>
    list(agent, medium).find((each) => each.id === id) ?? null;

  function nextReference(agent: Account): number {
    const reference = references.get(agent) ?? firstReference;
    references.set(agent, reference + 1);
    return reference;
  }

  /** Puts what was transferred to an agent on their desk; null if it went elsewhere. */
  function receive(interaction: Interaction, queue: unknown): Interaction | null {
    const [, userName] = agentQueue.exec(String(queue)) ?? [];
    const agent = accounts.find((each) => each.userName === userName);
    if (agent === undefined || !desks.has(agent)) return null;
    return put({ ...interaction, agent, state: firstStateOf(interaction.medium) });
  }

  return {
    start(agent, channels) {
      desks.set(agent, new Map());
      references.set(agent, firstReference);
      for (const medium of version.media) {
        if (medium.name !== 'twitter' && !channels.includes(medium.name)) continue;
        if (medium.name === 'voice' && !agent.telephone) continue;
        for (const id of queuedIds(agent, medium, idOffset))
          put({ id, medium, agent, state: 'Queued' });
      }
    },
    end(agent) {
      desks.delete(agent);
    },
    invite(agent, medium) {
      const queued = of(agent, medium).filter(({ state }) => state === 'Queued');
      return queued.map((each) => put({ ...each, state: firstStateOf(medium) }));
    },
    dial(agent) {
      const medium = version.media.find(({ name }) => name === 'voice');
      if (!agent.telephone || !medium || !desks.has(agent)) return null;
      const id = interactionId(agent, medium, of(agent, medium).length + 1, idOffset);
      return put({ id, medium, agent, state: 'Dialing' });
    },
    pickUp(call) {
      const waits = find(call.agent, call.medium, call.id)?.state === 'Dialing';
      return waits ? put({ ...call, state: 'Established' }) : null;
    },
    perform(agent, medium, id, name, body) {
      const before = find(agent, medium, id);
      if (!before) return { kind: 'unknown-id' };
      const operation = operationsOf(medium).get(name);
      if (!operation) return { kind: 'unknown-operation' };
      if (!operation.from.includes(before.state)) return { kind: 'wrong-state' };
      const queue = body[medium.queueParameter];
      if (operation.needsQueue && queue === undefined) return { kind: 'queue-missing' };
      const to = version.states[medium.name]?.[name] ?? operation.to;
      const fails = typeof queue === 'string' && queue.includes(noQueue);
      const interaction = fails || to === null ? before : put({ ...before, state: to });
      // Changes of properties are numbered even where changes of state are not.
      const numbered = medium.references !== 'none' || operation.to === null;
      return {
        kind: 'done',
        interaction,
        referenceId: numbered ? nextReference(agent) : null,
        notificationType: fails ? 'Error' : to === null ? 'PropertiesUpdated' : 'StatusChange',
        received: fails || name !== 'Transfer' ? null : receive(interaction, queue),
      };
    },
    nextReference,
    find,
    list,
  };
}
