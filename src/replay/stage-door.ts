import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { readyAnswer } from './answer/ready-answer.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import { sendFaulty } from './faults/send-faulty.js';
import { liveRequest, mostBody } from './live-request.js';
import { Traffic } from './observe/traffic.js';
import type { Stage } from './stage.js';

/** Lets requests in over HTTP/1.1. It listens only; nothing here or behind it opens a connection. */
export function stageDoor(stage: Pick<Stage, 'handle'>, traffic: Traffic = new Traffic()): Server {
  /** How many bodies are being read of each connection: what follows in a pipeline must not overtake them. */
  const reading = new WeakMap<Socket, number>();
  const server = createServer((request, response) => {
    const { socket } = request;
    response.sendDate = false;
    const over = traffic.begin();
    const framed = isFramed(request);
    const before = reading.get(socket) ?? 0;
    if (!framed && before === 0) {
      admit(stage, traffic, liveRequest(request, null), response);
      over();
      return;
    }
    reading.set(socket, before + 1);
    // A client that breaks off has asked nothing.
    response.once('close', over);
    readBody(request, (body) => {
      reading.set(socket, (reading.get(socket) ?? 1) - 1);
      if (body === 'too-large') refuse(response, 413, 'Content Too Large');
      else admit(stage, traffic, liveRequest(request, framed ? body : null), response);
      over();
    });
  });
  // A connection that is closed for being idle may carry a request just then, which fails for no reason that a test
  // could see. So the desktop decides how long it keeps it, as it decides how many it opens.
  server.keepAliveTimeout = 0;
  return server;
}

/** Whether a body follows, be it an empty one (RFC 9112 §6.3). */
function isFramed({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

function admit(
  stage: Pick<Stage, 'handle'>,
  traffic: Traffic,
  request: LiveRequest,
  response: ServerResponse,
): void {
  try {
    const forget = stage.handle(request, (answer) => {
      if (response.destroyed) {
        answer.stream?.destroy();
        return;
      }
      if (answer.delivery === undefined) response.once('close', traffic.leave());
      send(response, answer, traffic);
    });
    if (forget !== null) response.once('close', forget);
  } catch (error) {
    // A damaged recording must not take the other desktops down; the reason goes to who asked.
    refuse(response, 500, 'Internal Server Error', `understudy: ${reasonOf(error)}\n`);
  }
}

function readBody(request: IncomingMessage, done: (body: Uint8Array | 'too-large') => void): void {
  let first: Buffer | null = null;
  let more: Buffer[] | null = null;
  let length = 0;
  const take = (chunk: Buffer): void => {
    length += chunk.length;
    if (length > mostBody) {
      request.off('data', take);
      request.off('end', end);
      request.resume();
      done('too-large');
    } else if (first === null) first = chunk;
    else if (more === null) more = [first, chunk];
    else more.push(chunk);
  };
  const end = (): void => done(more === null ? (first ?? nothing) : Buffer.concat(more));
  request.on('data', take);
  request.on('end', end);
  request.on('error', ignore);
}

const nothing = Buffer.alloc(0);

/** A client that breaks off has asked nothing. */
function ignore(): void {}

function send(response: ServerResponse, answer: Answer, traffic: Traffic): void {
  const { stream } = answer;
  const { head, text } = readyAnswer(answer);
  try {
    const writeHead = (): void => void response.writeHead(answer.status, answer.reason, head);
    if (answer.delivery !== undefined) {
      sendFaulty(response, answer.delivery, answer.body, writeHead, () => traffic.leave());
      return;
    }
    writeHead();
    if (stream !== undefined) {
      // The head goes out now, in latin1 as it came, which `flushHeaders` does not do.
      response.write(nothing);
      // Where the one side breaks off, the other is cut as well.
      pipeline(stream, response, () => {});
    } else if (text === null) response.end(answer.body ?? undefined);
    else response.end(text, 'latin1');
  } catch (error) {
    stream?.destroy();
    // What was held is answered while another desktop's request is at work: it is not to blame.
    refuse(response, 500, 'Internal Server Error', `understudy: ${reasonOf(error)}\n`);
  }
}

function refuse(response: ServerResponse, status: number, reason: string, text = ''): void {
  const body = Buffer.from(text);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, reason, [
    'Content-Type',
    'text/plain;charset=UTF-8',
    'Content-Length',
    String(body.length),
    'Connection',
    'close',
  ]);
  response.end(body);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
