import { Agent } from 'node:http';
import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import { answerFacts, notificationFacts } from '../../correlate/facts.js';
import { tryParseJson } from '../../json/parse-json.js';
import { type IncomingAnswer, type SentRequest, sendRequest } from '../client/send-request.js';
import type { HttpStep, Step } from '../plan/step.js';
import { outgoingRequest, type RequestParts } from './outgoing-request.js';
import type { LiveNotification } from './outstanding.js';
import { Tab } from './tab.js';

export interface PerformerListener {
  onNotification(tab: number, live: LiveNotification): void;
  /** References in the live answer to a recorded call. */
  onReferences(call: number, references: ReadonlySet<string>): void;
  onCrash(error: unknown): void;
}

/** Does the steps of one desktop: one cookie jar, its connections and its tabs. */
export class Performer {
  readonly #parts: RequestParts;
  readonly #rules: CorrelationRules;
  readonly #listener: PerformerListener;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  readonly #tabs = new Map<number, Tab>();
  readonly #sent = new Set<SentRequest>();
  #ended = false;

  constructor(parts: RequestParts, rules: CorrelationRules, listener: PerformerListener) {
    this.#parts = parts;
    this.#rules = rules;
    this.#listener = listener;
  }

  /** @param done called with null once it is answered, else with the reason why it never will be; other answers than recorded are for others to tell */
  perform(step: Step, done: (failure: string | null) => void): void {
    if (step.kind === 'http') {
      this.#request(step, done);
    } else if (step.kind === 'bayeux') {
      this.#tab(step.tab).perform(
        step,
        this.#guarded(() => done(null)),
      );
    } else {
      const shaken = this.#guarded(({ successful, reason }) => {
        const isMissing = step.successful && !successful;
        done(isMissing ? `the handshake failed (${reason})` : null);
      });
      this.#tab(step.tab).handshake(step, shaken);
    }
  }

  /** Lets go what a tab has. */
  close(tab: number): void {
    this.#tabs.get(tab)?.drop();
  }

  end(): void {
    this.#ended = true;
    for (const tab of this.#tabs.values()) tab.drop();
    for (const request of this.#sent) request.abort();
    this.#agent.destroy();
  }

  /** What sockets call must not throw: it would end the program around. */
  #guarded<A extends unknown[]>(act: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      if (this.#ended) return;
      try {
        act(...args);
      } catch (error) {
        this.#listener.onCrash(error);
      }
    };
  }

  #request({ exchange }: HttpStep, done: (failure: string | null) => void): void {
    const answered = this.#guarded((answer: IncomingAnswer | string) => {
      this.#sent.delete(request);
      if (typeof answer !== 'string') {
        this.#learn(exchange, answer);
        done(null);
      } else done(exchange.outcome === 'complete' ? `there was none (${answer})` : null);
    });
    const outgoing = outgoingRequest(exchange, this.#parts);
    const request = sendRequest(this.#parts.url, this.#agent, outgoing, answered);
    this.#sent.add(request);
  }

  #learn(exchange: HttpStep['exchange'], { status, headers, body }: IncomingAnswer): void {
    const { jar, csrf, identity, values } = this.#parts;
    identity.answered(exchange, status);
    for (const [name, value] of headers) {
      if (name.toLowerCase() === 'set-cookie') jar.store(value);
    }
    csrf.answered(headers);
    values.answered(exchange, { status, headers, body });
    if (exchange.kind !== 'call') return;
    const text = body === null ? '' : Buffer.from(body).toString('utf8');
    const { reference, references } = answerFacts(tryParseJson(text), this.#rules);
    const all = (references ?? []).map((each) => each.reference);
    if (reference !== null) all.push(reference);
    this.#listener.onReferences(exchange.id, new Set(all));
  }

  #tab(number: number): Tab {
    let tab = this.#tabs.get(number);
    if (tab === undefined) {
      const onNotification = this.#guarded((channel: string, data: string | null) => {
        const root = data === null ? null : tryParseJson(data);
        const facts = notificationFacts(root, this.#rules);
        this.#listener.onNotification(number, { channel, data, facts });
      });
      tab = new Tab(this.#parts, this.#agent, onNotification);
      this.#tabs.set(number, tab);
    }
    return tab;
  }
}
