/**
 * An agent who works for a moment: logs in, is invited to two tweets, accepts and completes them, leaves.
 *
 *     node docs/examples/agent.js http://127.0.0.1:8080 a1 secret-a1
 */
import { CometD } from 'cometd';
import { adapt } from 'cometd-nodejs-client';

const [url, user, password] = process.argv.slice(2);

/** One jar for calls and CometD, as in a browser. */
const cookies = new Map();
const keep = (header) => cookies.set(...header.split(';', 1)[0].split(/=(.*)/s, 2));
const jar = () => [...cookies].map(([name, value]) => `${name}=${value}`);
adapt({
  cookies: {
    retrieveCookies: (_context, _uri, done) => done(null, jar()),
    storeCookie: (_uri, header, done) => done(null, keep(header)),
  },
});

async function ask(method, path, body, headers = {}) {
  const response = await fetch(url + path, {
    method,
    headers: { ...headers, Cookie: jar().join('; '), 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  for (const header of response.headers.getSetCookie()) keep(header);
  return response.json();
}

const basic = `Basic ${btoa(`${user}:${password}`)}`;
await ask('GET', '/api/v2/me?subresources=*', undefined, { Authorization: basic });

const cometd = new CometD();
cometd.unregisterTransport('websocket');
cometd.configure({ url: `${url}/api/v2/notifications` });
await new Promise((resolve) => cometd.handshake(resolve));

const seen = [];
let look = () => {};
/** Resolves once so many of the tweets that were told of fit. */
const told = (fits, count = 1) =>
  new Promise((resolve) => {
    look = () => seen.filter(fits).length >= count && resolve(seen.filter(fits));
    look();
  });
await new Promise((resolve) => {
  const take = ({ data: { twitter } }) => {
    console.log(`${user} is told: ${twitter.id} ${twitter.state}`);
    seen.push(twitter);
    look();
  };
  cometd.subscribe('/v2/me/*', take, resolve);
});

await ask('GET', '/api/v2/diagnostics/version');
const channels = ['voice', 'twitter'];
await ask('POST', '/api/v2/me', { operationName: 'StartContactCenterSession', channels });
const queuePath = '/contacts/60ebbb94-3cef-4b14-95f8-5c49dbeb355d';
const complete = { operationName: 'Complete', queuePath, saveLAR: true };
const invitations = await told(({ state }) => state === 'Invited', 2);
for (const { id } of invitations) {
  const until = (wanted) => told((tweet) => tweet.id === id && tweet.state === wanted);
  await ask('POST', `/api/v2/me/tweets/${id}`, { operationName: 'Accept' });
  await until('Processing');
  await ask('POST', `/api/v2/me/tweets/${id}`, complete);
  await until('Completed');
}
await ask('POST', '/api/v2/me', { operationName: 'EndContactCenterSession' });
await new Promise((resolve) => cometd.disconnect(resolve));
