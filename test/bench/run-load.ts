import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { answerCounter, type Counter, websocketCounter } from './counters.js';
import type { Load, LoadResult } from './load.js';
import { publishes } from './payloads.js';
import { readyFrames } from './ready-frames.js';
import { requestText } from './request-text.js';

/**
 * Sends a load and waits for all that it asked for. Each connection has one request outstanding, no
 * more: raw sockets and prepared text, for a client of node:http is slower than the servers measured.
 *
 * @throws Error if an answer is not what it must be, or a connection ends early
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const { hostname: host, port } = new URL(load.url);
  const frames = load.kind === 'websocket' ? await publishFrames(load) : [];
  const open = Array.from({ length: load.connections }, async (_, index) => {
    const socket = connect({ host, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    const lane = laneOf(load, index, socket, frames);
    if (load.kind === 'websocket') await lane.turn(requestText(load, index, 0));
    return lane;
  });
  const lanes = await Promise.all(open);
  const latencies: number[] = [];
  let longestGap = 0;
  const start = performance.now();
  let last = start;
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
        const now = performance.now();
        latencies.push(now - before);
        longestGap = Math.max(longestGap, now - last);
        last = now;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  for (const lane of lanes) lane.end();
  latencies.sort((a, b) => a - b);
  return { requests: latencies.length, seconds, latencies, longestGap };
}

interface Lane {
  /** Sends this and resolves when its answer is whole. */
  turn(text: string | Buffer): Promise<void>;
  text(n: number): string | Buffer;
  end(): void;
}

function laneOf(load: Load, index: number, socket: Socket, frames: readonly Buffer[]): Lane {
  const isWebsocket = load.kind === 'websocket';
  const count: Counter = isWebsocket ? websocketCounter(load.deflate ?? false) : answerCounter();
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
    text: (n) =>
      isWebsocket ? (frames[n % frames.length] as Buffer) : requestText(load, index, n),
    end: () => socket.destroy(),
  };
}

/** What the desktops send; all the same, each from the first on. */
function publishFrames({ deflate = false }: Load): Promise<readonly Buffer[]> {
  return readyFrames(publishes, { deflate, masked: true });
}

async function sleepUntil(when: number): Promise<void> {
  const ms = when - performance.now();
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
