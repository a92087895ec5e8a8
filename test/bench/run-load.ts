import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { answerCounter, type Counter, frameCounter } from './answer-counter.js';
import type { Load, LoadResult } from './load.js';
import { publish } from './payloads.js';
import { requestText } from './request-text.js';

/**
 * Sends a load and waits for all that it asked for. Each connection has one request outstanding, no
 * more: raw sockets and prepared text, for a client of node:http is slower than the servers measured.
 *
 * @throws Error if an answer is not what it must be, or a connection ends early
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const { hostname: host, port } = new URL(load.url);
  const open = Array.from({ length: load.connections }, async (_, index) => {
    const socket = connect({ host, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    const lane = laneOf(load, index, socket);
    if (load.kind === 'websocket') await lane.turn(requestText(load, index, 0));
    return lane;
  });
  const lanes = await Promise.all(open);
  const latencies: number[] = [];
  const start = performance.now();
  const until = load.seconds === undefined ? Infinity : start + load.seconds * 1_000;
  /** Milliseconds between two requests of one connection. */
  const pace = load.rate === undefined ? 0 : (1_000 * load.connections) / load.rate;

  await Promise.all(
    lanes.map(async ({ turn, text }, index) => {
      for (let n = 0; n < (load.requests ?? Infinity); n++) {
        if (pace > 0) await sleepUntil(start + (n + index / load.connections) * pace);
        const before = performance.now();
        if (before >= until) return;
        await turn(text(n));
        latencies.push(performance.now() - before);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  for (const lane of lanes) lane.end();
  return { requests: latencies.length, seconds, latencies: latencies.sort((a, b) => a - b) };
}

interface Lane {
  /** Sends this and resolves when its answer is whole. */
  turn(text: string): Promise<void>;
  text(n: number): string;
  end(): void;
}

function laneOf(load: Load, index: number, socket: Socket): Lane {
  const count: Counter = load.kind === 'websocket' ? frameCounter() : answerCounter();
  let whole: () => void = () => {};
  let broken: (error: Error) => void = () => {};
  let failure: Error | null = null;
  const fail = (error: Error): void => {
    failure ??= error;
    broken(failure);
  };
  socket.on('data', (bytes) => {
    try {
      if (count(bytes) === 'whole') whole();
    } catch (error) {
      fail(error as Error);
    }
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error(`${load.url} ended a connection`)));
  return {
    turn: (text) =>
      new Promise((resolve, reject) => {
        whole = resolve;
        broken = reject;
        if (failure === null) socket.write(text, 'latin1');
        else reject(failure);
      }),
    text: load.kind === 'websocket' ? () => publishFrame : (n) => requestText(load, index, n),
    end: () => socket.destroy(),
  };
}

/** Masked with zeros, which leaves the text as it is (RFC 6455 §5.3). */
const publishFrame = `${String.fromCharCode(0x81, 0x80 | publish.length)}\0\0\0\0${publish}`;

async function sleepUntil(when: number): Promise<void> {
  const ms = when - performance.now();
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
