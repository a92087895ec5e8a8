import type { ClientTransport, ClientVersion } from './bayeux-client.js';
import { runDesktop } from './run-desktop.js';
import { agent, supervisor } from './scripts.js';
import type { Transcript } from './transcript.js';

/** Everyone in the staging office. */
export type OfficeUser = 'a1' | 'a2' | 's1';

export interface RunOfficeOptions {
  /** The server's origin, without a slash at the end. */
  readonly url: string;
  /** The origin that the server takes itself to have, if a proxy stands before it. Default `url`. */
  readonly origin?: string;
  /** Who uses which client. Default: `a2` the 3.1 line, the others the newest. */
  readonly clients?: Partial<Readonly<Record<OfficeUser, ClientVersion>>>;
  /** The transport that all use. Default `long-polling`. */
  readonly transport?: ClientTransport;
  /** Milliseconds that any single wait may take. Default 10,000. */
  readonly limit?: number;
}

/**
 * A day at the office: two agents at once accept and complete two tweets each, while a supervisor,
 * who is there before them, watches. Each has cookies and connections of their own.
 *
 * @returns what each of them saw
 * @throws Error that names what somebody waited for in vain
 */
export async function runOffice({
  url,
  clients = {},
  ...rest
}: RunOfficeOptions): Promise<Readonly<Record<OfficeUser, Transcript>>> {
  const who = (user: OfficeUser) =>
    ({
      ...rest,
      url,
      user,
      client: clients[user] ?? (user === 'a2' ? 'cometd3' : 'cometd9'),
    }) as const;
  let onReady = (): void => {};
  const ready = new Promise<void>((resolve) => {
    onReady = resolve;
  });
  // Two agents with two tweets each: invited, processing, completed.
  const watching = runDesktop(supervisor({ copies: 12, onReady }), who('s1'));
  const begin = Promise.race([ready, watching]);
  const works = async (user: OfficeUser): Promise<Transcript> => {
    await begin;
    return runDesktop(agent(), who(user));
  };
  const everyone = [works('a1'), works('a2'), watching] as const;
  // Nobody is left running when this rejects.
  await Promise.allSettled(everyone);
  const [a1, a2, s1] = await Promise.all(everyone);
  return { a1, a2, s1 };
}
