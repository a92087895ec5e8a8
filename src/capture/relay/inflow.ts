import type { Socket } from 'node:net';
import type { Clock } from '../../time/clock.js';
import { type RequestEvent, type RequestReader, requestReader } from '../http1/request-reader.js';
import { waitsForContinue } from './head-says.js';
import { probeWhilePaused } from './probe-while-paused.js';
import type { RelayLimits } from './relay-limits.js';

/** What a desktop took too long for. */
export type Late = 'first byte' | 'head' | 'body';

/** What the way in asks of its connection, and tells it. */
export interface InflowEvents {
  request(event: RequestEvent): void;
  /** Whether as many requests wait for their answers as may. */
  crowded(): boolean;
  /** Whether what was read has not been passed on, so that no more should be read. */
  clogged(): boolean;
  /** Whether somebody else than the desktop is to act: a server that is connected, an answer under way. */
  attended(): boolean;
  late(what: Late): void;
}

/**
 * The way in of one connection: reads the desktop's requests, stops where they would pile up, and notices a
 * desktop that dawdles. A desktop that waits for its answer has all the time of the world.
 */
export class Inflow {
  readonly #desktop: Socket;
  readonly #limits: RelayLimits;
  readonly #clock: Clock;
  readonly #on: InflowEvents;
  readonly #reader: RequestReader;
  /** What is left of the latest bytes, while no more is taken of them. */
  #rest: Iterator<RequestEvent, void> | undefined;
  #reading = false;
  #paused = false;
  /** Nothing that the desktop still sends is read. */
  #deaf = false;
  /** The desktop sends nothing more. */
  #over = false;
  /** The body that is to come waits for the server's 100. */
  #awaitsContinue = false;
  #late: { readonly what: Late; callOff(): void } | undefined;

  constructor(desktop: Socket, limits: RelayLimits, clock: Clock, events: InflowEvents) {
    this.#desktop = desktop;
    this.#limits = limits;
    this.#clock = clock;
    this.#on = events;
    this.#reader = requestReader(limits);
    probeWhilePaused(desktop, clock);
    this.#watchTime();
  }

  /** Bytes came from the desktop; while it is paused there are none. */
  read(bytes: Buffer): void {
    if (this.#deaf) return;
    this.#forgetTime('body');
    this.#rest = this.#reader.read(bytes);
    this.goOn();
  }

  /** Something has changed: reads on, if it may. */
  goOn(): void {
    if (this.#reading) return;
    this.#reading = true;
    const mayGoOn = this.#deaf || (this.#readRest() && !this.#on.clogged());
    this.#reading = false;
    if (mayGoOn) this.#resume();
    else this.#pause();
  }

  /** Whether the desktop waits to be read from. */
  get paused(): boolean {
    return this.#paused;
  }

  /** The desktop's FIN came: it can be late for nothing any more. */
  ended(): void {
    this.#over = true;
    this.#forgetTime();
  }

  /** From now on what the desktop sends is dropped. */
  stop(): void {
    this.#deaf = true;
    this.#rest = undefined;
    this.#forgetTime();
  }

  /** False if there is something left. */
  #readRest(): boolean {
    while (this.#rest !== undefined && !this.#deaf) {
      // Between two requests only: who waits for the end of one may need it to answer.
      if (this.#reader.within !== 'body' && this.#on.crowded()) return false;
      const { done, value } = this.#rest.next();
      if (done) {
        this.#rest = undefined;
      } else {
        if (value.type === 'head') this.#awaitsContinue = waitsForContinue(value.parsed);
        if (value.type === 'body') this.#awaitsContinue = false;
        if (value.type !== 'body') this.#forgetTime();
        this.#on.request(value);
      }
    }
    return this.#deaf || !this.#on.crowded() || this.#reader.within === 'body';
  }

  #pause(): void {
    this.#forgetTime();
    this.#paused = true;
    this.#desktop.pause();
  }

  #resume(): void {
    if (this.#paused) this.#desktop.resume();
    this.#paused = false;
    this.#watchTime();
  }

  #watchTime(): void {
    const what = this.#expected();
    if (what === this.#late?.what) return;
    this.#forgetTime();
    if (what === undefined) return;
    const ms = what === 'body' ? this.#limits.bodyTimeout : this.#limits.headTimeout;
    const callOff = this.#clock.after(ms, () => {
      this.#late = undefined;
      this.#on.late(what);
    });
    this.#late = { what, callOff };
  }

  /** What only the desktop can bring on. */
  #expected(): Late | undefined {
    if (this.#deaf || this.#over) return undefined;
    switch (this.#reader.within) {
      case 'head':
        return 'head';
      case 'body':
        return this.#awaitsContinue ? undefined : 'body';
      case 'none':
        return this.#on.attended() ? undefined : 'first byte';
    }
  }

  #forgetTime(only?: Late): void {
    if (only !== undefined && this.#late?.what !== only) return;
    this.#late?.callOff();
    this.#late = undefined;
  }
}
