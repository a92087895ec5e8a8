/**
 * The server behind the recorder and the yardstick, a process of its own: `upstream.js [gzip]`. The
 * same process is the yardstick of replay: the plainest server that can answer these bytes.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerWebsockets } from './answer-websockets.js';
import { readyAnswers } from './payloads.js';

const answers = readyAnswers(process.argv[2] === 'gzip' ? 'gzip' : 'identity');
let served = 0;

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    // A safe request gets the same bytes each time, so that all who replay it can have recorded them.
    const turn = request.method === 'GET' ? 0 : served++ % answers.length;
    const { headers, body } = answers[turn] as (typeof answers)[number];
    response.writeHead(200, [...headers]);
    response.end(body);
  });
});
// The load keeps its connections while others are measured.
server.keepAliveTimeout = 0;

answerWebsockets(server);

server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
