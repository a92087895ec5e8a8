import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

const filling = (id: string, length: number): string =>
  JSON.stringify({ statusCode: 0, id, filling: `${id} `.padEnd(length, 'lorem ipsum ') });

type Answer = (id: string, response: ServerResponse) => void;

/** The ways in which a server may answer, by the name that stands in the path. */
const answers = {
  length: (id, response) => {
    const body = filling(id, 2_000);
    response.setHeader('Content-Length', body.length).end(body);
  },
  chunked: (id, response) => {
    response.write(filling(id, 3_000).slice(0, 900));
    response.end(filling(id, 3_000).slice(900));
  },
  'no-content': (_id, response) => void response.writeHead(204).end(),
  'not-modified': (_id, response) => void response.writeHead(304, { ETag: '"1"' }).end(),
  empty: (_id, response) => void response.writeHead(200, { 'Content-Length': 0 }).end(),
  head: (_id, response) => void response.writeHead(200, { 'Content-Length': 5_000 }).end(),
  gzip: (id, response) => {
    const body = gzipSync(filling(id, 20_000));
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': body.length });
    response.end(body);
  },
  'gzip-chunked': (id, response) => {
    const body = gzipSync(filling(id, 40_000));
    response.writeHead(200, { 'Content-Encoding': 'gzip' });
    response.write(body.subarray(0, 10));
    response.end(body.subarray(10));
  },
  trailers: (id, response) => {
    response.writeHead(200, { Trailer: 'X-Sum' });
    response.write(filling(id, 500));
    response.addTrailers({ 'X-Sum': '1' });
    response.end();
  },
  refused: (id, response) => void response.writeHead(500).end(filling(id, 100)),
  pieces: (id, response) => inPieces(response, filling(id, 5_000), 7),
  large: (id, response) => void response.end(filling(id, 1_000_000)),
  'large-length': (id, response) => {
    const body = filling(id, 1_000_000);
    response.setHeader('Content-Length', body.length).end(body);
  },
  events: (id, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    inPieces(response, Array.from({ length: 8 }, (_, n) => `data: ${id} ${n}\n\n`).join(''), 8);
  },
} satisfies Record<string, Answer>;

export type Shape = keyof typeof answers;

/** Answers `/http/SHAPE`, once the whole request is there. */
export function answerInShape(request: IncomingMessage, response: ServerResponse): void {
  const shape = request.url?.split('/')[2] as Shape;
  const id = String(request.headers['x-id']);
  response.setHeader('X-Answer', id);
  if (shape !== 'events') response.setHeader('Content-Type', 'application/json');
  request.resume().on('end', () => answers[shape](id, response));
}

/** One turn of the event loop after the other. */
function inPieces(response: ServerResponse, text: string, count: number): void {
  const size = Math.ceil(text.length / count);
  const write = (at: number): void => {
    const rest = text.length - at <= size;
    if (rest) response.end(text.slice(at));
    else {
      response.write(text.slice(at, at + size));
      setImmediate(() => write(at + size));
    }
  };
  write(0);
}
