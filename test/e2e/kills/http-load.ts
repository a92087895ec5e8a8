import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { LoadContext } from './load.js';
import type { Shape } from './shapes.js';
import { digestOf, type SeenAnswer } from './sightings.js';

/** Desktops that ask one thing after the other, each on a connection of its own. */
export function askingFor(shapes: readonly [Shape, ...Shape[]], desktops: number) {
  return async (context: LoadContext): Promise<void> => {
    await Promise.all(Array.from({ length: desktops }, () => desktop(context, shapes)));
  };
}

async function desktop(
  { url, name, sightings, chance, over }: LoadContext,
  shapes: readonly [Shape, ...Shape[]],
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let sent = 0;
  const me = `${name}-${chance.below(1e9)}`;
  try {
    for (;;) {
      sent += 1;
      const shape = chance.pick(shapes);
      const id = `${me}-${sent}`;
      sightings.answer(await ask(`${url}/http/${shape}`, agent, shape, id, sightings.piece));
    }
  } catch (error) {
    if (!over()) throw new Error(`${me}-${sent} failed`, { cause: error });
  } finally {
    agent.destroy();
  }
}

/** Resolves to the answer once it is there in full. */
function ask(
  url: string,
  agent: Agent,
  shape: Shape,
  id: string,
  onPiece: () => void,
): Promise<SeenAnswer> {
  return new Promise((resolve, reject) => {
    const from = Date.now();
    const method = shape === 'head' ? 'HEAD' : shape === 'not-modified' ? 'GET' : 'POST';
    const sent = method === 'POST' ? bodyToSend(id) : '';
    const asked = request(url, { method, agent, headers: { 'X-Id': id } });
    asked.once('error', reject);
    asked.once('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      if (shape === 'events' || shape === 'pieces') response.on('data', onPiece);
      buffer(response).then((body) => {
        if (!response.complete) reject(new Error('cut off'));
        else if (headers['x-answer'] !== id) reject(new Error(`${status} ${body}`));
        else resolve({ id, status, digest: digestOf(body), sent, from });
      }, reject);
    });
    asked.end(sent);
  });
}

const bodyToSend = (id: string): string => `{"operationName":"Complete","id":"${id}"}`;

/** Answers with a length or with no body, so that they can be told apart without a parser of HTTP. */
const inPipeline = ['length', 'no-content', 'length', 'empty', 'gzip', 'large-length'] as const;

/** Desktops that send several requests at once and read the answers in order (RFC 9112 §9.3.2). */
export async function pipelining(context: LoadContext): Promise<void> {
  await Promise.all(Array.from({ length: 3 }, () => pipelined(context)));
}

function pipelined({ url, name, sightings, chance, over }: LoadContext): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  const me = `${name}-${chance.below(1e9)}`;
  const waiting: string[] = [];
  let sent = 0;
  let from = 0;
  let got = Buffer.alloc(0);
  const send = (): void => {
    const requests = Array.from({ length: 1 + chance.below(8) }, () => {
      sent += 1;
      const id = `${me}-${sent}`;
      waiting.push(id);
      const body = bodyToSend(id);
      return `POST /http/${chance.pick(inPipeline)} HTTP/1.1\r\nHost: ${host}\r\nX-Id: ${id}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    });
    from = Date.now();
    socket.write(requests.join(''));
  };
  socket.on('connect', send);
  socket.on('data', (bytes) => {
    got = Buffer.concat([got, bytes]);
    for (let answer = firstAnswer(got); answer !== null; answer = firstAnswer(got)) {
      got = got.subarray(answer.end);
      const id = waiting.shift() ?? 'nobody asked';
      const { status, body } = answer;
      sightings.answer({ id, status, digest: digestOf(body), sent: bodyToSend(id), from });
      if (waiting.length === 0) send();
    }
  });
  socket.on('error', () => {});
  return new Promise((resolve, reject) => {
    socket.once('close', () => (over() ? resolve() : reject(new Error(`${me} was cut off`))));
  });
}

function firstAnswer(bytes: Buffer): { status: number; body: Buffer; end: number } | null {
  const blank = bytes.indexOf('\r\n\r\n');
  if (blank < 0) return null;
  const head = bytes.toString('latin1', 0, blank);
  const start = blank + 4;
  const end = start + Number(/^content-length: (\d+)$/imu.exec(head)?.[1] ?? 0);
  if (bytes.length < end) return null;
  return { status: Number(head.slice(9, 12)), body: bytes.subarray(start, end), end };
}
