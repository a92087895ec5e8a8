import type { SqliteWriter } from '../../../src/recording/sqlite-writer.js';
import { RecorderByHand, type WriterByHand } from './recorder-by-hand.js';

/** What a recorder may do next, drawn from a seed. */
export class RecorderAtRandom<Writer extends WriterByHand = SqliteWriter> {
  readonly recorder: RecorderByHand<Writer>;
  #state: number;
  #requests = 0;
  #messages = 0;
  #sessions = 0;
  /** Numbers of requests that are still under way. */
  readonly #slow: number[] = [];
  readonly #open: number[] = [];
  readonly #calls: number[] = [];
  readonly #loose: number[] = [];
  readonly #homeless: number[] = [];
  readonly #nameless: number[] = [];

  constructor(file: string, seed: number, write?: (file: string) => Writer) {
    this.recorder = new RecorderByHand<Writer>(file, write);
    this.#state = seed;
  }

  below(limit: number): number {
    // Numerical Recipes' generator: any would do.
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  /** @param losing whether something may be lost */
  act(losing = true): void {
    const { writer } = this.recorder;
    const acts = [
      () => this.#request(++this.#requests),
      () => this.#request(++this.#requests),
      () => void this.#slow.push(++this.#requests),
      () => this.#taken(this.#slow, (id) => this.#request(id)),
      () => this.#taken(this.#open, (id) => this.recorder.response(id)),
      () => this.#notification(),
      () => this.#notification(),
      () => this.#link(),
      () => {
        this.#nameless.push(++this.#sessions);
        writer.session(this.#sessions, 1_000 + this.#sessions);
      },
      () => this.#taken(this.#nameless, (id) => writer.user(id, `user ${id}`)),
      () => {
        if (this.#sessions === 0) return;
        this.#taken(this.#homeless, (id) => writer.assign(id, 1 + this.below(this.#sessions)));
      },
      () => this.below(5) === 0 && losing && writer.gap({ from: 1, to: 2, reason: 'made up' }),
    ];
    acts[this.below(acts.length)]?.();
    if (this.below(3) > 0) writer.commit();
  }

  /** Something to wait for; its key. */
  mark(): string {
    this.#requests += 1;
    this.#request(this.#requests);
    return `e${this.#requests}`;
  }

  #request(id: number): void {
    const session =
      this.below(2) === 0 || this.#sessions === 0 ? null : 1 + this.below(this.#sessions);
    const kind = (['call', 'bayeux', 'websocket', 'safe'] as const)[this.below(4)] ?? 'call';
    this.recorder.request(id, { session, kind, method: this.below(2) === 0 ? 'GET' : 'POST' });
    this.#open.push(id);
    if (session === null) this.#homeless.push(id);
    if (kind === 'call') this.#calls.push(id);
  }

  #notification(): void {
    const carrier = this.#open[this.below(this.#open.length)];
    if (carrier === undefined) return;
    this.#messages += 1;
    if (this.below(3) === 0) {
      this.recorder.notification(this.#messages, carrier, {
        notification: null,
        direction: 'to-server',
      });
      return;
    }
    this.recorder.notification(this.#messages, carrier);
    this.#loose.push(this.#messages);
  }

  #link(): void {
    const call = this.#calls[this.below(this.#calls.length)];
    if (call === undefined) return;
    this.#taken(this.#loose, (notification) =>
      this.recorder.writer.link({
        ...{ call, notification, rule: 'resource', evidence: {} },
        copy: this.below(3) === 0,
      }),
    );
  }

  #taken(list: number[], use: (id: number) => void): void {
    const [id] = list.splice(this.below(list.length), 1);
    if (id !== undefined) use(id);
  }
}
