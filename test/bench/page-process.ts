/** A page that follows what is recorded: `page-process.js LINK`, the link being the one that the inspector prints. */
import { WebSocket } from 'ws';
import type { News } from '../../src/ui/protocol/news.js';

const { origin, searchParams } = new URL(process.argv[2] ?? '');
const headers = { Authorization: `Bearer ${searchParams.get('token')}` };
const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/recordings/0/rows`, { headers });
let rows = 0;
let asked = true;

socket.on('message', (data) => {
  const news = JSON.parse(String(data)) as News;
  if (news.type === 'rows') rows += news.columns.key.length;
  if (news.type === 'caught-up' && asked) {
    asked = false;
    console.log(`listening on ${origin}`);
  }
  if (news.type === 'failed') console.error(`the page was told: ${news.message}`);
});
socket.on('error', (error) => console.error(`the page lost the inspector: ${error.message}`));

process.on('SIGINT', () => {
  if (rows === 0) console.error('the page was told of nothing');
  process.exit();
});
