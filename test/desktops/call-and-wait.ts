import type { Desktop } from './desktop.js';
import { type Notice, notices } from './notices.js';
import type { HttpSight } from './transcript.js';

/**
 * Makes a call and waits for the notification that answers it: by the reference in the answer, else
 * by what the desktop expects to see. Waits for nothing if the call was refused. An answer of a load
 * balancer, HTML, makes it try once more.
 *
 * @param expected tells the notification, where the answer has no reference
 */
export async function callAndWait(
  desktop: Desktop,
  path: string,
  body: Readonly<Record<string, unknown>> & { readonly operationName: string },
  expected: (notice: Notice) => boolean,
): Promise<void> {
  const from = desktop.transcript().sights.length;
  const call = (): Promise<HttpSight> =>
    desktop.request('POST', path, { body: JSON.stringify(body) });
  let answer = await call();
  if (isHtml(answer)) answer = await call();
  if (isHtml(answer) || answer.status !== 200) return;
  const referenceId = referenceIn(answer.body) ?? body.referenceId;
  await desktop.until(`the outcome of ${body.operationName} at ${path}`, (sights) =>
    notices(sights.slice(from)).some((notice) =>
      referenceId === undefined ? expected(notice) : notice.referenceId === referenceId,
    ),
  );
}

const isHtml = ({ headers }: HttpSight): boolean =>
  headers.some(([name, value]) => name === 'content-type' && value.startsWith('text/html'));

/** Bodies may be empty. */
function referenceIn(body: string): unknown {
  return body === '' ? undefined : (JSON.parse(body) as { referenceId?: unknown }).referenceId;
}
