import type { LiveNotification } from '../replay/observe/live-call.js';
import type { NotificationFilter, WaitOptions } from '../replay/observe/wanted.js';
import type { StandIn } from '../replay/stand-in.js';
import { printable } from '../report/printable.js';
import { shorten } from '../report/shorten.js';
import type { Verdict } from './verdict.js';

const LONGEST_DATA = 500;

/**
 * Whether a live desktop has received such a notification; if not, what came instead is told.
 *
 * @param wait how long one may still be to come
 */
export async function hasReceived(
  standIn: StandIn,
  filter: NotificationFilter,
  wait: WaitOptions,
): Promise<Verdict> {
  try {
    const found = await standIn.waitFor({ notification: filter }, wait);
    return { pass: true, message: () => receivedText(found) };
  } catch (error) {
    // Else it was called wrongly, or its signal has ended the waiting.
    if (!isWaitError(error)) throw error;
    return { pass: false, message: () => error.message };
  }
}

function receivedText({ user, channel, data }: LiveNotification): string {
  return `a notification that was not expected was received by ${user ?? 'an unknown user'}: ${shorten(printable(`${channel} ${data}`), LONGEST_DATA)}`;
}

function isWaitError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'UNDERSTUDY_WAIT';
}
