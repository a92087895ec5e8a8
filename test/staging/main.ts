import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startStaging } from './staging.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    csrf: { type: 'boolean', default: false },
    'sticky-cookie': { type: 'boolean', default: false },
    'notification-first': { type: 'string', multiple: true, default: [] },
  },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  process.stderr.write(`--port must be a number from 0 to 65535, not ${values.port}\n`);
  process.exit(2);
}
const staging = await startStaging({
  port,
  csrf: values.csrf,
  stickyCookie: values['sticky-cookie'],
  notificationFirst: values['notification-first'],
});
process.stdout.write(`staging on ${staging.url}
agents a1 and a2, supervisor s1; passwords are secret-a1, secret-a2, secret-s1
  curl -u a1:secret-a1 ${staging.url}/api/v2/me
CometD: ${staging.url}/api/v2/notifications (log in first; subscribe to /v2/me/*)
an agent who has subscribed and sent StartContactCenterSession is invited to two tweets
Ctrl-C ends it
`);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await staging.close();
