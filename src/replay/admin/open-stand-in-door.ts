import type { Admin } from '../../admin/admin-options.js';
import { checkedToken, newToken } from '../../admin/bearer-token.js';
import { openApi } from '../../admin/open-api.js';
import { bind } from '../../admin/operation.js';
import { startDoor } from '../../admin/start-door.js';
import type { ListenAddress } from '../../listen-address.js';
import { schemaCheck } from '../../rules/schema-check.js';
import { LiveJson } from './live-json.js';
import { replayDoor, replayOperations, replaySchemas } from './operations.js';
import { type BehindDoor, performReplay } from './perform-replay.js';

/** The guarded door of a stand-in, open. */
export interface StandInDoor {
  readonly admin: Admin;
  /** What is answered just now goes out first. */
  close(): Promise<void>;
}

/**
 * Opens the guarded door of a stand-in.
 *
 * @throws UsageError if the token can't be sent
 * @throws AddressError if the address can't be bound
 */
export async function openStandInDoor(
  listen: ListenAddress,
  givenToken: string | undefined,
  behind: BehindDoor,
): Promise<StandInDoor> {
  const token = givenToken === undefined ? newToken() : checkedToken(givenToken);
  const live = new LiveJson(behind.standIn);
  const describe = () => openApi([replayDoor], replaySchemas);
  const operations = bind(replayOperations, performReplay(behind, live, describe), schemaCheck);
  try {
    const door = await startDoor({ listen, token, routes: new Map(), operations });
    return {
      admin: { url: door.url, token },
      async close() {
        live.end();
        await door.close();
      },
    };
  } catch (error) {
    live.end();
    throw error;
  }
}
