import type { Chance } from '../../e2e/kills/chance.js';
import { type AskStep, likenessOf, type Playbook, type SayStep, type Step } from './playbook.js';
import type { Pump } from './pump.js';
import { type RawAnswer, RawConnection, type RawRequest } from './raw-connection.js';
import { WireTab, type WireTransport } from './wire-tab.js';

export interface WireDesktopParts {
  readonly port: number;
  readonly pump: Pump;
  readonly chance: Chance;
  readonly playbook: Playbook;
  /** Null: one step after the other over long-polling, on one connection, nothing by chance. */
  readonly luck: {
    /** Polls may be dropped, since nothing but what it does itself sends anything. */
    readonly drops: boolean;
  } | null;
}

const transports: readonly [WireTransport, ...WireTransport[]] = [
  'long-polling',
  'callback-polling',
  'websocket',
];

/** Does over real sockets what a recorded desktop did, and keeps what the promise is about. */
export class WireDesktop {
  /** Answers by step; notifications by tab and cause; what is the same each time, by its name. */
  readonly answers: string[] = [];
  readonly notifications = new Map<string, string[]>();
  readonly sameEachTime = new Map<string, Set<string>>();
  /** What chance had it do. */
  readonly did = new Set<string>();
  readonly #parts: WireDesktopParts;
  readonly #cookies = new Map<string, string>();
  readonly #tabs = new Map<string, WireTab>();
  readonly #connections: RawConnection[] = [];
  readonly #polling: RawConnection[] = [];
  readonly #heard = new Map<string, number>();
  #token = '';

  constructor(parts: WireDesktopParts) {
    this.#parts = parts;
  }

  /** Who it is. */
  get name(): string {
    return this.#cookies.get('JSESSIONID') ?? '';
  }

  /** All that is hashed of it. */
  get seen(): string {
    const notifications = [...this.notifications].sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([this.name, this.answers, notifications]);
  }

  /** @param leaves after so many steps, without a word */
  async play(leaves = Number.POSITIVE_INFINITY): Promise<void> {
    const { steps } = this.#parts.playbook;
    for (let at = 0; at < Math.min(steps.length, leaves); ) {
      const count = this.#together(steps.slice(at));
      await this.#perform(steps.slice(at, at + count), at);
      at += count;
      for (const tab of this.#tabs.values()) await this.#meanwhile(tab);
    }
  }

  /** Fetches what is still to come, and says good-bye. */
  async finish(): Promise<void> {
    let nth = 0;
    for (const tab of this.#tabs.values()) {
      await tab.drain();
      const [reply] = await tab.say([{ id: 'bye', channel: '/meta/disconnect' }]);
      this.answers[1000 + nth++] = reply ?? 'lost';
    }
  }

  /** Is gone, whatever is under way. */
  drop(): void {
    for (const each of [...this.#connections, ...this.#polling]) each.drop();
    for (const tab of this.#tabs.values()) tab.drop();
  }

  /** How many of these steps are done at once: equal requests never, for it matters which of them comes first. */
  #together(steps: readonly Step[]): number {
    const { luck, chance } = this.#parts;
    const [first] = steps;
    if (luck === null || first === undefined) return 1;
    const most = 1 + chance.below(5);
    const fits = (each: Step): boolean =>
      first.kind === 'ask'
        ? each.kind === 'ask' && each.cookies
        : each.kind === 'say' && each.tab === first.tab && each.channel === first.channel;
    if (!fits(first) || (first.kind === 'say' && first.channel === '/meta/handshake')) return 1;
    const end = steps.findIndex((each, at) => at >= most || !fits(each));
    return end < 0 ? steps.length : end;
  }

  async #perform(steps: readonly Step[], at: number): Promise<void> {
    const [first] = steps;
    if (first?.kind === 'say') {
      await this.#say(steps as readonly SayStep[], at, first.tab);
      return;
    }
    const asked = steps as readonly AskStep[];
    const { chance } = this.#parts;
    const keys = new Set(asked.map(({ method, target, body }) => `${method} ${target} ${body}`));
    const spread =
      asked.every(({ call, target }) => call && !target.includes('nowhere')) &&
      keys.size === asked.length;
    const one = this.#connection(false);
    await Promise.all(
      asked.map(async (step, index) => {
        // On one connection requests are taken in order; on several only calls go, which are acts that overlap.
        const connection = spread && chance.below(2) === 0 ? this.#connection(true) : one;
        if (connection.open > 0) this.did.add('asks before it is answered');
        if (asked.length > 1 && connection !== one) this.did.add('asks on two connections');
        const answer = await connection.request(this.#request(step));
        if (answer !== null) this.#learn(answer);
        this.answers[at + index] =
          answer === null
            ? 'lost'
            : JSON.stringify([answer.status, answer.headers, answer.body.toString('latin1')]);
      }),
    );
  }

  async #say(steps: readonly SayStep[], at: number, name: string): Promise<void> {
    const tab = this.#tabs.get(name) ?? this.#newTab(name);
    // What rides on a reply must not overtake what rides on a connect's answer.
    if (tab.clientId !== '') await tab.drain();
    if (steps.length > 1) this.did.add('says several things in one batch');
    const replies = await tab.say(
      steps.map(({ message, channel }, index) => ({ id: `m${at + index}`, channel, ...message })),
    );
    replies.forEach((reply, index) => {
      this.answers[at + index] = reply ?? 'lost';
    });
    if (steps[0]?.channel !== '/meta/handshake') return;
    const reply = JSON.parse(replies[0] ?? '{}') as { clientId?: string; ext?: { ack?: boolean } };
    tab.clientId = reply.clientId ?? '';
    const asked = steps[0].message.ext as { ack?: boolean } | undefined;
    tab.acknowledges = reply.ext?.ack === true && asked?.ack === true;
    await tab.connect(true);
  }

  /** What a desktop does between its acts: polls, changes its transport, loses its connection. */
  async #meanwhile(tab: WireTab): Promise<void> {
    const { luck, chance } = this.#parts;
    if (luck === null || tab.clientId === '') return;
    const mayPoll = !tab.polls || !tab.acknowledges;
    switch (chance.below(10)) {
      case 0:
        await tab.change(chance.pick(transports));
        this.did.add(`goes on over ${tab.transport}`);
        break;
      case 1:
        await tab.drain();
        break;
      case 2:
        if (tab.acknowledges && tab.transport !== 'websocket' && !tab.polls) {
          // The answer gets lost on its way.
          await tab.connect(chance.below(2) === 0, true);
          this.did.add('loses an answer');
        } else if (luck.drops && tab.transport !== 'websocket') {
          // Other tabs poll on the same connections.
          for (const each of this.#tabs.values()) await each.drain();
          void tab.connect(false);
          this.did.add('drops a poll');
          for (const each of this.#polling.splice(0)) each.drop();
          await tab.drain();
        }
        break;
      case 3:
      case 4:
        if (mayPoll) await tab.connect(true);
        break;
      default:
        if (!tab.polls) void tab.connect(false);
        this.did.add('is held');
    }
  }

  #newTab(name: string): WireTab {
    const { chance, playbook, port, luck } = this.#parts;
    const number = this.#tabs.size;
    const tab = new WireTab({
      chance,
      port,
      endpoint: playbook.endpoint,
      headers: () => this.#credentials(true, false),
      send: async (request, polls) => {
        const connection = polls ? this.#pollingConnection() : this.#connection(true);
        const answer = await connection.request({
          ...request,
          headers: [...request.headers, ...this.#credentials(true, false)],
        });
        if (answer !== null) this.#learn(answer);
        return answer;
      },
      event: (text) => this.#event(number, text),
      always: (what, value) => {
        const values = this.sameEachTime.get(what) ?? new Set();
        this.sameEachTime.set(what, values.add(value));
      },
    });
    this.#tabs.set(name, tab);
    if (luck !== null) tab.transport = chance.pick(transports);
    return tab;
  }

  #event(tab: number, text: string): void {
    const likeness = likenessOf(text);
    const nth = this.#heard.get(`${tab} ${likeness}`) ?? 0;
    this.#heard.set(`${tab} ${likeness}`, nth + 1);
    const causes = this.#parts.playbook.causes.get(likeness) ?? [];
    const key = `tab ${tab}, ${causes[nth] ?? causes.at(-1) ?? 'no cause'}`;
    this.notifications.set(key, [...(this.notifications.get(key) ?? []), text]);
  }

  #request(step: AskStep): RawRequest {
    const { chance, luck } = this.#parts;
    return {
      method: step.method,
      target: step.target,
      headers: [
        ...step.headers,
        ...this.#credentials(step.cookies, step.authorized),
        ...(step.token ? [['X-CSRF-TOKEN', this.#token] as const] : []),
      ],
      body: step.body,
      chunk: luck !== null && chance.below(3) === 0 ? 1 + chance.below(50) : null,
    };
  }

  #credentials(cookies: boolean, authorized: boolean): readonly (readonly [string, string])[] {
    const { user } = this.#parts.playbook;
    const jar = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const basic = Buffer.from(`${user}:secret`).toString('base64');
    return [
      ...(cookies && jar !== '' ? [['Cookie', jar] as const] : []),
      ...(authorized ? [['Authorization', `Basic ${basic}`] as const] : []),
    ];
  }

  #learn({ headers }: RawAnswer): void {
    for (const [name, value] of headers) {
      const [, key = '', text = ''] = /^([^=]+)=([^;]*)/u.exec(value) ?? [];
      if (name.toLowerCase() === 'set-cookie') this.#cookies.set(key, text);
      if (name.toLowerCase() === 'x-csrf-token') this.#token = value;
    }
  }

  /** @param fresh perhaps one that was not used yet */
  #connection(fresh: boolean): RawConnection {
    const { port, pump, chance, luck } = this.#parts;
    const known = this.#connections.find((each) => !each.gone && (!fresh || each.open === 0));
    if (known !== undefined && (luck === null || chance.below(4) > 0)) return known;
    const connection = new RawConnection(port, pump);
    this.#connections.unshift(connection);
    return connection;
  }

  /** Requests there may wait behind a held connect, as another connect does that takes its place. */
  #pollingConnection(): RawConnection {
    const { port, pump, chance, luck } = this.#parts;
    const known = this.#polling.find((each) => !each.gone);
    if (known !== undefined && (luck === null || chance.below(3) > 0)) return known;
    const connection = new RawConnection(port, pump);
    this.#polling.push(connection);
    return connection;
  }
}
