import { faultText, parseFault, record, replay } from '../../src/index.js';
import { type FaultCase, usually } from './fault-cases.js';
import { startFaultProxy, type WayManner } from './fault-proxy.js';
import { type ServerKind, startRealServer } from './real-server.js';
import { type Mode, type Transcript, type VisitOptions, visit } from './visit.js';

const listen = { host: '127.0.0.1', port: 0 };

/** The server of a transport: the official one has no websockets for Node. */
const serverFor = ({ transport }: Mode): ServerKind =>
  transport === 'websocket' ? 'faye' : 'cometd';

function visitOptions(mode: Mode, { brings, insistsOn }: FaultCase): VisitOptions {
  return { ...mode, insistsOn, awaits: (step) => brings(mode)[step] ?? usually(step) };
}

/** Records a visit in which nothing goes wrong, for the stand-in to play. */
export async function recordVisit(mode: Mode, file: string): Promise<Transcript> {
  const server = await startRealServer(serverFor(mode));
  try {
    const recorder = await record({ target: server.url, output: file, listen });
    const transcript = await visit(recorder.url, { ...mode, awaits: usually });
    await recorder.close();
    return transcript;
  } finally {
    await server.close();
  }
}

/** What a client goes through with the real server, when something goes wrong. */
export async function withRealServer(mode: Mode, fault: FaultCase): Promise<Transcript> {
  const server = await startRealServer(serverFor(mode), fault.server?.());
  try {
    return await onTheWay(server.url, fault.way?.() ?? null, visitOptions(mode, fault), fault);
  } finally {
    await server.close();
  }
}

/** What a test lies about. */
export interface Lies {
  readonly way?: WayManner;
  readonly patience?: number;
}

/** What it goes through with the stand-in, and what the stand-in says of it. */
export async function withStandIn(file: string, mode: Mode, fault: FaultCase, lies: Lies = {}) {
  const faults = fault.fault === null ? [] : [parseFault(fault.fault)];
  await using standIn = await replay(file, { listen, faults });
  const way = lies.way ?? (fault.fault === null ? (fault.way?.() ?? null) : null);
  const { patience = 5_000 } = lies;
  const options = { ...visitOptions(mode, fault), patience };
  const transcript = await onTheWay(standIn.url, way, options, null);
  const { misses, undelivered } = standIn.report();
  return {
    transcript,
    /** Each of the faults it was told of befell the client once. */
    injected: standIn.faults.map(({ rule }) => rule),
    asked: faults.map(faultText),
    misses,
    undelivered: undelivered.map(({ reason }) => reason),
  };
}

/** @param cuts whose held connects are cut on the way; null for none */
async function onTheWay(
  url: string,
  way: WayManner | null,
  options: VisitOptions,
  cuts: FaultCase | null,
): Promise<Transcript> {
  if (way === null) return visit(url, options);
  const proxy = await startFaultProxy(url, way);
  try {
    return await visit(proxy.url, {
      ...options,
      onDone(step) {
        if (step === cuts?.cutsHeldAfter) proxy.cutHeld();
      },
    });
  } finally {
    await proxy.close();
  }
}
