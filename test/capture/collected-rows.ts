import type {
  Gap,
  Link,
  MessageRow,
  RequestRow,
  ResponseRow,
} from '../../src/recording/exchange.js';
import type { RecordingWriter, WriterSummary } from '../../src/recording/writer.js';

/** A writer that keeps rows in memory, and commits when it is told to. */
export class CollectedRows implements RecordingWriter {
  readonly requests: RequestRow[] = [];
  readonly responses: ResponseRow[] = [];
  readonly messages: MessageRow[] = [];
  readonly sessions: number[] = [];
  readonly users = new Map<number, string>();
  readonly assigned = new Map<number, number>();
  readonly links: Link[] = [];
  readonly gaps: Gap[] = [];
  #waiting: (() => void)[] = [];

  request(row: RequestRow): void {
    this.requests.push(row);
  }

  response(row: ResponseRow): void {
    this.responses.push(row);
  }

  message(row: MessageRow): void {
    this.messages.push(row);
  }

  session(id: number): void {
    this.sessions.push(id);
  }

  assign(exchange: number, session: number): void {
    this.assigned.set(exchange, session);
  }

  user(session: number, user: string): void {
    this.users.set(session, user);
  }

  link(link: Link): void {
    this.links.push(link);
  }

  gap(gap: Gap): void {
    this.gaps.push(gap);
  }

  fact(): void {}

  abandoned(): void {}

  committed(callback: () => void): void {
    this.#waiting.push(callback);
  }

  /** Commits: lets go who waited. Returns how many they were. */
  commit(): number {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const callback of waiting) callback();
    return waiting.length;
  }

  close(): WriterSummary {
    return { gaps: this.gaps, clean: true };
  }

  /** The session of an exchange, which may have been told later. */
  sessionOf(exchange: number): number | null {
    const row = this.requests.find(({ id }) => id === exchange);
    return this.assigned.get(exchange) ?? row?.session ?? null;
  }
}
