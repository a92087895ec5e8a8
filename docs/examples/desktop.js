import { CometD } from 'cometd';
import { adapt } from 'cometd-nodejs-client';

adapt();

/** Stands for your application: an agent's desktop that speaks to the server at `url`. */
export async function startDesktop(url, user) {
  const headers = { Authorization: `Basic ${btoa(`${user}:any password`)}` };
  const cometd = new CometD();
  const seen = [];
  let look = () => {};

  // A websocket carries no Authorization.
  cometd.unregisterTransport('websocket');
  cometd.configure({ url: `${url}/api/v2/notifications`, requestHeaders: headers });
  await new Promise((resolve) => cometd.handshake(resolve));
  await new Promise((resolve) => {
    const take = ({ data }) => {
      seen.push(data);
      look();
    };
    cometd.subscribe('/v2/me/*', take, resolve);
  });

  return {
    /** Operates on a tweet, and gives the server's answer. */
    async operate(tweet, operation) {
      const answer = await fetch(`${url}/api/v2/me/tweets/${tweet}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(operation),
      });
      return answer.json();
    },
    /** The notification that says that a tweet is in this state, once it has come. */
    until(tweet, state) {
      return new Promise((resolve) => {
        look = () => {
          const found = seen.find(({ twitter }) => twitter.id === tweet && twitter.state === state);
          if (found) resolve(found);
        };
        look();
      });
    },
    leave: () => new Promise((resolve) => cometd.disconnect(resolve)),
  };
}
