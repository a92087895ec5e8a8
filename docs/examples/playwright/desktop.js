import { CometD } from './cometd/cometd.js';

const server = new URLSearchParams(location.search).get('server') ?? location.origin;
const form = document.querySelector('form');
const list = document.querySelector('ul');
/** What an agent may do with a tweet, by its state. */
const next = {
  Invited: { operationName: 'Accept' },
  Processing: {
    operationName: 'Complete',
    queuePath: '/contacts/60ebbb94-3cef-4b14-95f8-5c49dbeb355d',
    saveLAR: true,
  },
};

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { user, password } = Object.fromEntries(new FormData(form));
  // From here on the session's cookie says who this is.
  const headers = { Authorization: `Basic ${btoa(`${user}:${password}`)}` };
  await fetch(`${server}/api/v2/me?subresources=*`, { headers, credentials: 'include' });
  const cometd = new CometD();
  cometd.configure({ url: `${server}/api/v2/notifications` });
  await new Promise((resolve) => {
    cometd.handshake((reply) => reply.successful && resolve());
  });
  await new Promise((resolve) => {
    cometd.subscribe('/v2/me/*', ({ data }) => data.twitter && show(data.twitter), resolve);
  });
  await post('/api/v2/me', {
    operationName: 'StartContactCenterSession',
    channels: ['voice', 'twitter'],
  });
});

function show({ id, state }) {
  const item = document.getElementById(id) ?? list.appendChild(document.createElement('li'));
  item.id = id;
  item.textContent = `${id} ${state} `;
  const operation = next[state];
  if (operation === undefined) return;
  const button = item.appendChild(document.createElement('button'));
  button.textContent = operation.operationName;
  button.addEventListener('click', () => post(`/api/v2/me/tweets/${id}`, operation));
}

function post(path, body) {
  const headers = { 'Content-Type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(body), credentials: 'include' };
  return fetch(`${server}${path}`, request);
}
