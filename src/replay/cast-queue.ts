import type { Part } from '../acts/act.js';
import { UsageError } from '../errors.js';
import { noSuchSession } from '../recording/sessions-named.js';

/** A recorded session that somebody chose for a desktop that is still to come. */
export interface ChosenCast {
  /** Id of the recorded session. */
  readonly session: number;
  /** The user whose next live session plays it; null: whoever comes next. */
  readonly user: string | null;
}

interface Choice extends ChosenCast {
  readonly part: Part;
}

/** Choices that wait for their desktops at most. */
const mostChoices = 10_000;

/** What was chosen for desktops that are still to come; each choice serves one live session. */
export class CastQueue {
  readonly #parts: readonly Part[];
  readonly #file: string;
  readonly #choices: Choice[] = [];
  /** How many times a user's sessions were chosen by the user's name. */
  readonly #byName = new Map<string, number>();

  constructor(parts: readonly Part[], file: string) {
    this.#parts = parts;
    this.#file = file;
  }

  /** In the order in which they were chosen. */
  get choices(): readonly ChosenCast[] {
    return this.#choices.map(({ session, user }) => ({ session, user }));
  }

  /**
   * @param session id of a recorded session, or name of a user, whose recorded sessions are chosen in turn
   * @throws UsageError if the recording has neither, or too much is chosen already
   */
  add(session: string | number, user: string | null): ChosenCast {
    if (this.#choices.length >= mostChoices) {
      throw new UsageError(`${mostChoices} sessions are chosen already, and wait for desktops`);
    }
    const part = this.#part(String(session));
    const choice = { session: part.id, user, part };
    this.#choices.push(choice);
    return { session: choice.session, user };
  }

  clear(): void {
    this.#choices.length = 0;
  }

  /** What the next live session of that user (null: unknown) plays, if that was chosen. */
  next(user: string | null, accept: (part: Part) => boolean = () => true): Part | null {
    return this.#choices.find((each) => isFor(each, user) && accept(each.part))?.part ?? null;
  }

  /** A live session of that user plays it: says whether that was chosen, which has served then. */
  take(part: Part, user: string | null): boolean {
    const at = this.#choices.findIndex((each) => isFor(each, user) && each.part === part);
    if (at >= 0) this.#choices.splice(at, 1);
    return at >= 0;
  }

  #part(name: string): Part {
    const byId = this.#parts.find(({ id }) => String(id) === name);
    if (byId !== undefined) return byId;
    const own = this.#parts.filter(({ user }) => user === name);
    const before = this.#byName.get(name) ?? 0;
    const found = own[before % own.length];
    if (found === undefined) throw noSuchSession(name, this.#file, this.#parts);
    this.#byName.set(name, before + 1);
    return found;
  }
}

function isFor({ user }: ChosenCast, whose: string | null): boolean {
  return user === null || user === whose;
}
