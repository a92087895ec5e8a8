import { lookup } from 'node:dns/promises';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Admin, AdminOptions } from '../../admin/admin-options.js';
import { checkedToken, newToken } from '../../admin/bearer-token.js';
import type { Door } from '../../admin/door-server.js';
import { openApi } from '../../admin/open-api.js';
import { bind } from '../../admin/operation.js';
import { startDoor } from '../../admin/start-door.js';
import { UsageError } from '../../errors.js';
import { schemaCheck } from '../../rules/schema-check.js';
import { systemClock } from '../../time/clock.js';
import { targetAddress } from '../relay/target-address.js';
import { adminRoutes } from './admin-routes.js';
import { recordDoor, recordOperations, recordSchemas } from './operations.js';
import { type BehindRecorder, performRecord } from './perform-record.js';
import { RecordedWaits } from './recorded-waits.js';

/** A door that is open, with its token. */
export interface AdminDoor extends Admin {
  readonly door: Door;
  /** Ends all waits: the file is about to be closed. */
  endWaits(): void;
}

/**
 * Opens the guarded door, if one is asked for.
 *
 * @param target what desktops can reach; it must not be the door itself
 * @param behind undefined while the recorder starts
 * @throws UsageError if the token can't be sent, or the target is the door
 * @throws AddressError if the address can't be bound
 */
export async function openAdminDoor(
  { admin, adminToken }: AdminOptions,
  target: URL,
  behind: () => BehindRecorder | undefined,
): Promise<AdminDoor | null> {
  if (admin === undefined) return null;
  const token = adminToken === undefined ? newToken() : checkedToken(adminToken);
  const waits = new RecordedWaits(() => behind()?.files() ?? [], systemClock());
  const describe = () => openApi([recordDoor], recordSchemas);
  const performers = performRecord(behind, waits, describe);
  const door = await startDoor({
    listen: admin,
    token,
    routes: adminRoutes(() => behind()?.status()),
    operations: bind(recordOperations, performers, schemaCheck),
  });
  if (await leadsTo(target, door.address)) {
    await door.close();
    throw new UsageError(
      `the target ${target.origin} is the address given with --admin, which desktops must not reach; choose another port`,
    );
  }
  return { url: door.url, token, door, endWaits: () => waits.close() };
}

/** Whether a connection to that URL may end at this machine's own listener. */
async function leadsTo(target: URL, { port }: AddressInfo): Promise<boolean> {
  const { host, port: targetPort } = targetAddress(target);
  if (targetPort !== port) return false;
  const found = await lookup(host, { all: true }).catch(() => []);
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return found.some(
    ({ address }) =>
      /^(?:127\.|0\.0\.0\.0$|::1?$)/u.test(address) || own.some((each) => each.address === address),
  );
}
