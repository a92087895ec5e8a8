import type { Agent } from 'node:http';
import { credentialsOf } from '../../acts/credentials.js';
import { messageOf } from '../../bayeux/message.js';
import { isNotification } from '../../bayeux/notification.js';
import { textOf } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import {
  type BayeuxClient,
  type BayeuxOutcome,
  createBayeuxClient,
} from '../client/bayeux-client.js';
import type { ClientContext } from '../client/client-window.js';
import { sendRequest } from '../client/send-request.js';
import type { BayeuxStep, HandshakeStep } from '../plan/step.js';
import { clientHeaders, type RequestParts } from './outgoing-request.js';

/** One tab of a stand-in desktop: a Bayeux session, or several one after the other. */
export class Tab {
  readonly #parts: RequestParts;
  readonly #agent: Agent;
  readonly #onNotification: (channel: string, data: string | null) => void;
  #client: BayeuxClient | null = null;

  constructor(
    parts: RequestParts,
    agent: Agent,
    onNotification: (channel: string, data: string | null) => void,
  ) {
    this.#parts = parts;
    this.#agent = agent;
    this.#onNotification = onNotification;
  }

  /** A new page: what the old one had is gone. */
  handshake(step: HandshakeStep, done: (outcome: BayeuxOutcome) => void): void {
    this.drop();
    const { exchange } = step;
    const context: ClientContext = {
      jar: this.#parts.jar,
      agent: this.#agent,
      anonymous: !credentialsOf(exchange.requestHeaders).any,
      headers: clientHeaders(exchange, this.#parts),
      sockets: new Set(),
      requests: new Set(),
      texts: new Map(),
      dropped: false,
      load: (url) => this.#load(url),
      onResponseText: (text) => this.#read(text),
    };
    const { endpoint, appendsType } = endpointOf(exchange.path);
    const client = createBayeuxClient({
      url: `${this.#parts.url.origin}${endpoint}`,
      appendsType,
      transport: step.transport,
      ack: step.ack,
      context,
    });
    this.#client = client;
    attempt(done, () =>
      client.handshake((outcome) => {
        context.anonymous = false;
        // It would try again and again; what is not in the recording is not done.
        if (!outcome.successful || !step.successful) {
          client.drop();
          if (this.#client === client) this.#client = null;
        }
        done(outcome);
      }),
    );
  }

  /** @param done called once: with the first that failed, or the last */
  perform(step: BayeuxStep, done: (outcome: BayeuxOutcome) => void): void {
    const client = this.#client;
    if (client === null) {
      done({ successful: false, reason: 'it has not shaken hands' });
      return;
    }
    let left = step.acts.length;
    let worst: BayeuxOutcome | null = null;
    const one = (outcome: BayeuxOutcome): void => {
      if (!outcome.successful) worst ??= outcome;
      if (--left === 0) done(worst ?? outcome);
    };
    client.batch(() => {
      for (const act of step.acts) {
        attempt(one, () => {
          if (act.kind === 'subscribe') client.subscribe(act.channel, one);
          else if (act.kind === 'unsubscribe') client.unsubscribe(act.channel, one);
          else if (act.kind === 'disconnect') client.disconnect(one);
          else {
            const data = this.#parts.values.publishData(act.row);
            client.publish(act.channel, data ?? '{}', one);
          }
        });
      }
    });
  }

  drop(): void {
    this.#client?.drop();
    this.#client = null;
  }

  #read(text: string): void {
    const root = tryParseJson(text);
    const items = root?.kind === 'array' ? root.items : root === null ? [] : [root];
    for (const item of items) {
      if (item.kind !== 'object') continue;
      const message = messageOf(item);
      if (message.channel === null || !isNotification(message)) continue;
      this.#onNotification(
        message.channel,
        message.data === undefined ? null : textOf(message.data),
      );
    }
  }

  /** Gets a script of callback-polling, as a page does: with cookies, and no headers of its own. */
  #load(url: string): Promise<string> {
    const { jar, url: origin } = this.#parts;
    const { pathname, search } = new URL(url);
    const cookies = jar.header(pathname);
    const path = `${pathname}${search}`;
    const headers: [string, string][] = [['Host', origin.host]];
    if (cookies !== null) headers.push(['Cookie', cookies]);
    return new Promise((resolve, reject) => {
      sendRequest(origin, this.#agent, { method: 'GET', path, headers, body: null }, (answer) => {
        if (typeof answer === 'string') return reject(new Error(answer));
        for (const [name, value] of answer.headers) {
          if (name.toLowerCase() === 'set-cookie') jar.store(value);
        }
        if (answer.status !== 200) return reject(new Error(String(answer.status)));
        resolve(Buffer.from(answer.body ?? []).toString('utf8'));
      });
    });
  }
}

/** The client throws what it does not like. */
function attempt(done: (outcome: BayeuxOutcome) => void, act: () => void): void {
  try {
    act();
  } catch (error) {
    done({ successful: false, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** What a client was configured with, which appends the kind of message and the parameters of callback-polling. */
function endpointOf(path: string): { readonly endpoint: string; readonly appendsType: boolean } {
  const query = path.indexOf('?');
  const before = query < 0 ? path : path.slice(0, query);
  const kept = (query < 0 ? '' : path.slice(query + 1))
    .split('&')
    .filter((each) => each !== '' && !/^(?:jsonp|message)=/u.test(each));
  const search = kept.length === 0 ? '' : `?${kept.join('&')}`;
  const appendsType = before.endsWith('/handshake');
  return {
    endpoint: (appendsType ? before.slice(0, -'/handshake'.length) : before) + search,
    appendsType,
  };
}
