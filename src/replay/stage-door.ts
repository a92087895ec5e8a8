import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import { liveRequest, mostBody } from './live-request.js';
import { Traffic } from './observe/traffic.js';
import type { Stage } from './stage.js';

/** Lets requests in over HTTP/1.1. It listens only; nothing here or behind it opens a connection. */
export function stageDoor(stage: Pick<Stage, 'handle'>, traffic: Traffic = new Traffic()): Server {
  return createServer((request, response) => {
    response.sendDate = false;
    const over = traffic.begin();
    // A client that breaks off has asked nothing.
    response.once('close', over);
    readBody(request, (body) => {
      if (body === 'too-large') refuse(response, 413, 'Content Too Large');
      else admit(stage, traffic, liveRequest(request, body), response);
      over();
    });
  });
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
      response.once('close', traffic.leave());
      send(response, answer);
    });
    if (forget !== null) response.once('close', forget);
  } catch (error) {
    // A damaged recording must not take the other desktops down; the reason goes to who asked.
    refuse(response, 500, 'Internal Server Error', `understudy: ${reasonOf(error)}\n`);
  }
}

function readBody(
  request: IncomingMessage,
  done: (body: Uint8Array | null | 'too-large') => void,
): void {
  const { headers } = request;
  const framed =
    headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  const take = (chunk: Buffer): void => {
    length += chunk.length;
    if (length <= mostBody) {
      chunks.push(chunk);
      return;
    }
    request.off('data', take);
    request.off('end', end);
    request.resume();
    done('too-large');
  };
  const end = (): void => done(framed ? Buffer.concat(chunks) : null);
  request.on('data', take);
  request.once('end', end);
  // A client that breaks off has asked nothing.
  request.on('error', () => {});
}

function send(response: ServerResponse, { status, reason, headers, body, stream }: Answer): void {
  try {
    // The flat form keeps order, repeats and case of names.
    response.writeHead(status, reason, headers.flat());
    // Where the one side breaks off, the other is cut as well.
    if (stream === undefined) response.end(body ?? undefined);
    else {
      response.flushHeaders();
      pipeline(stream, response, () => {});
    }
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
