import type { Account } from './accounts.js';
import { type Answer, ok, refusal } from './answer.js';
import type { Interactions } from './interactions.js';
import type { Medium } from './media.js';
import type { Office } from './office.js';
import type { Version } from './versions.js';

/** An answer, and what follows once it is out. */
export interface Reaction {
  readonly answer: Answer;
  readonly afterwards?: () => void;
}

/** A call's body; null if it was no JSON object. */
export type CallBody = Readonly<Record<string, unknown>> | null;

/** The calls that desktops make. */
export interface Calls {
  me(account: Account, body: CallBody): Reaction;
  interaction(account: Account, medium: Medium, id: string, body: CallBody): Promise<Reaction>;
  /** A call on the agent's telephone, which has no interaction yet. */
  telephone(account: Account, body: CallBody): Reaction;
}

export const done = ok('{"statusCode":0}');
export const parameterMissing = (what: string): Answer =>
  refusal(400, 1, `Parameter missing: ${what}`);

/** The operation that a body names, null if it names none. */
export function operationOf(body: CallBody): string | null {
  const operation = body?.operationName;
  return typeof operation === 'string' ? operation : null;
}

export interface CallsOptions {
  readonly version: Version;
  /** Operations that are answered only after the desktop has got the notification they cause. */
  readonly notificationFirst: readonly string[];
}

export function createCalls(
  interactions: Interactions,
  office: Office,
  { version, notificationFirst }: CallsOptions,
): Calls {
  const { texts } = version;
  const unknownOperation = refusal(400, 2, texts.unknownOperation);
  const wrongState = refusal(400, 2, texts.wrongState);

  return {
    me(account, body) {
      switch (operationOf(body)) {
        case 'StartContactCenterSession': {
          const channels = stringsOf(body?.channels);
          interactions.start(account, channels);
          const afterwards = (): void => office.invite(account);
          return { answer: started(account, channels), afterwards };
        }
        case 'EndContactCenterSession':
          interactions.end(account);
          return { answer: done };
        case null:
          return { answer: parameterMissing('operationName') };
        default:
          return { answer: unknownOperation };
      }
    },
    async interaction(account, medium, id, body) {
      const operation = operationOf(body);
      if (operation === null) return { answer: parameterMissing('operationName') };
      if (id === 'broken') {
        await office.announceError(account, medium);
        return { answer: refusal(500, 4, 'Internal error') };
      }
      const outcome = interactions.perform(account, medium, id, operation, body ?? {});
      switch (outcome.kind) {
        case 'unknown-id':
          return { answer: refusal(404, 6, texts.notFound) };
        case 'unknown-operation':
          return { answer: unknownOperation };
        case 'wrong-state':
          return { answer: wrongState };
        case 'queue-missing':
          return { answer: parameterMissing(medium.queueParameter) };
        case 'done': {
          const { interaction, notificationType, referenceId, received } = outcome;
          const named = medium.references === 'both' && notificationType !== 'PropertiesUpdated';
          const answer = named ? ok(JSON.stringify({ statusCode: 0, referenceId })) : done;
          if (version.silent[medium.name]?.includes(operation)) return { answer };
          const announce = (): Promise<void> => {
            const taken = office.announce(interaction, notificationType, referenceId);
            if (received) void office.announce(received, 'StatusChange', null);
            return taken;
          };
          if (!notificationFirst.includes(operation)) {
            return { answer, afterwards: () => void announce() };
          }
          await announce();
          return { answer };
        }
      }
    },
    telephone(account, body) {
      if (operationOf(body) !== 'Dial') return { answer: unknownOperation };
      const call = interactions.dial(account);
      if (call === null) return { answer: wrongState };
      return {
        answer: done,
        afterwards() {
          void office.announce(call, 'StatusChange', null);
          const answered = interactions.pickUp(call);
          if (answered) void office.announce(answered, 'StatusChange', null);
        },
      };
    },
  };
}

/** The strings in what should be a list of them. */
function stringsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
}

/** Without a telephone `voice` fails: then the real server answers 200 with 7, partial. */
function started(account: Account, asked: readonly string[]): Answer {
  const works = (channel: string): boolean => channel !== 'voice' || account.telephone;
  const failed = asked.filter((each) => !works(each)).map((channel) => ({ channel }));
  const succeeded = asked.filter(works).map((channel) => ({ channel }));
  return ok(JSON.stringify({ statusCode: failed.length > 0 ? 7 : 0, failed, succeeded }));
}
