import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startFayeStaging } from './faye-staging.js';
import { startStaging } from './staging.js';
import { type VersionName, versions } from './versions.js';

function fail(status: number, error: unknown): never {
  process.stderr.write(`staging: ${error instanceof Error ? error.message : error}\n`);
  process.exit(status);
}

function optionsOf(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      csrf: { type: 'boolean', default: false },
      'sticky-cookie': { type: 'boolean', default: false },
      'notification-first': { type: 'string', multiple: true, default: [] },
      version: { type: 'string', default: '8.5.202' },
      ack: { type: 'boolean', default: false },
      faye: { type: 'boolean', default: false },
    },
  });
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65535) {
    throw new Error(`--port takes a number from 0 to 65535, not ${values.port}`);
  }
  if (!Object.hasOwn(versions, values.version)) {
    throw new Error(`--version takes ${Object.keys(versions).join(', ')}, not ${values.version}`);
  }
  return {
    port: Number(values.port),
    csrf: values.csrf,
    stickyCookie: values['sticky-cookie'],
    notificationFirst: values['notification-first'],
    version: values.version as VersionName,
    ack: values.ack,
    faye: values.faye,
  };
}

let options: ReturnType<typeof optionsOf>;
try {
  options = optionsOf(process.argv.slice(2));
} catch (error) {
  fail(2, error);
}
const start = options.faye ? startFayeStaging : startStaging;
const staging = await start(options).catch((error: unknown) => fail(4, error));
const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
process.stdout.write(`staging on ${staging.url}

Agents a1 and a2, the same with telephones m1 and m2, supervisor s1; the passwords are secret-a1, …
  curl -u a1:secret-a1 ${staging.url}/api/v2/me
CometD is at ${staging.url}/api/v2/notifications, for who has logged in.
An agent who has subscribed to /v2/me/* and posted StartContactCenterSession to /api/v2/me is
invited to two tweets; Accept and Complete them at /api/v2/me/tweets/{id}. "channels":["email"] in
that call brings e-mails too, and so does each of ${versions['8.5.202'].media
  .map(({ name }) => name)
  .slice(2)
  .join(', ')}.
Flags: --port N, --csrf, --sticky-cookie, --notification-first OPERATION, --ack,
--version ${Object.keys(versions).join('|')}, --faye (the server that has websockets). Ctrl-C ends it.
`);
await ended;
await staging.close();
