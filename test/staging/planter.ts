import type { IncomingMessage } from 'node:http';
import type { Account } from './accounts.js';
import type { Answer } from './answer.js';
import { changeJson } from './change-json.js';
import { noticeName } from './notice-name.js';
import type { Courier } from './notifications.js';
import { type AnswerChange, type Plant, requestName } from './plant.js';

/** Lets the server say one thing otherwise. */
export interface Planter {
  answer(
    account: Account,
    request: IncomingMessage,
    operation: string | null,
    answer: Answer,
  ): Answer;
  readonly deliver: Courier;
  /** How often that happened. */
  readonly planted: number;
}

/** @param plant null: nothing is said otherwise */
export function createPlanter(plant: Plant | null): Planter {
  const met = new Map<string, number>();
  let planted = 0;
  /** Kept back until something else has gone to this client. */
  let held: { readonly client: string; release(): void } | null = null;

  /** How often something of that name went to the user before. */
  function count(user: string, name: string): number {
    const key = JSON.stringify([user, name]);
    const before = met.get(key) ?? 0;
    met.set(key, before + 1);
    return before;
  }

  return {
    answer({ userName }, request, operation, answer) {
      const name = requestName(request.method ?? '', request.url ?? '', operation);
      const nth = count(userName, name);
      if (plant?.on !== 'answer' || plant.user !== userName) return answer;
      if (plant.request !== name || plant.nth !== nth) return answer;
      planted += 1;
      return changed(answer, plant.change);
    },
    async deliver({ account, client, channel, data }, send) {
      const name = noticeName(channel, data);
      const nth = count(account.userName, name);
      const isIt =
        plant?.on === 'notification' &&
        plant.user === account.userName &&
        plant.notice === name &&
        plant.nth === nth;
      if (!isIt) {
        const sent = send(data);
        if (held?.client === client) {
          held.release();
          held = null;
        }
        return sent;
      }
      planted += 1;
      const { change } = plant;
      if (change.kind === 'missing') return;
      if (change.kind === 'channel') return send(data, change.channel);
      if (change.kind === 'json') return send(changeJson(data, change.json) ?? data);
      if (change.kind === 'twice') {
        const first = send(data);
        await send(data);
        return first;
      }
      await new Promise<void>((release) => {
        held = { client, release };
      });
      return send(data);
    },
    get planted() {
      return planted;
    },
  };
}

function changed(answer: Answer, change: AnswerChange): Answer {
  const { body } = answer;
  const sizedAs = Buffer.byteLength(body);
  switch (change.kind) {
    case 'status':
      return { ...answer, status: change.status };
    case 'header':
      if (change.name === 'content-type') return { ...answer, type: change.value };
      return {
        ...answer,
        headers: [
          ...(answer.headers ?? []),
          ...Array.from(
            { length: change.times ?? 1 },
            () => [change.name, change.value ?? ''] as const,
          ),
        ],
      };
    case 'cut':
      return { ...answer, sizedAs, body: body.slice(0, -1) };
    case 'binary':
      return { ...answer, sizedAs, bytes: Buffer.from([0xff, 0xfe, 0x00, 0x80]) };
    case 'empty':
      return { ...answer, sizedAs, body: '' };
    case 'json':
      return { ...answer, sizedAs, body: changeJson(body, change.json) ?? body };
  }
}
