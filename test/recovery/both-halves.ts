import { faultText, parseFault, record, replay } from '../../src/index.js';
import { allowingFor } from './difference.js';
import { expected, type FaultCase, usually } from './fault-cases.js';
import { type HeldFailure, startFaultProxy, type WayManner } from './fault-proxy.js';
import { type ServerKind, startRealServer } from './real-server.js';
import { outageDifferences, serverDifferences } from './server-differences.js';
import { eventsIn, type Mode, type Transcript, type VisitOptions, visit } from './visit.js';

const listen = { host: '127.0.0.1', port: 0 };

/** The server of a transport: the official one has no websockets for Node. */
const serverFor = ({ transport }: Mode): ServerKind =>
  transport === 'websocket' ? 'faye' : 'cometd';

/** Records a visit in which nothing goes wrong, for the stand-in to play. */
export async function recordVisit(mode: Mode, file: string): Promise<void> {
  const server = await startRealServer(serverFor(mode));
  try {
    const recorder = await record({ target: server.url, output: file, listen });
    await visit(recorder.url, { ...mode, awaits: usually });
    await recorder.close();
  } finally {
    await server.close();
  }
}

/**
 * What a client goes through with the real server, when something goes wrong.
 *
 * @param file where it is recorded, on this side of what goes wrong; by default nowhere
 */
export async function withRealServer(
  mode: Mode,
  fault: FaultCase,
  file?: string,
): Promise<Transcript> {
  const server = await startRealServer(serverFor(mode), fault.server?.());
  try {
    const options = visitOptions(mode, fault, expected(mode, fault));
    return await onTheWay(
      server.url,
      fault.way?.() ?? null,
      options,
      fault.held ?? null,
      async (url, on) => {
        if (file === undefined) return visit(url, on);
        const recorder = await record({ target: url, output: file, listen });
        try {
          return await visit(recorder.url, on);
        } finally {
          await recorder.close();
        }
      },
    );
  } finally {
    await server.close();
  }
}

/** What a client goes through with the stand-in of a day on which something went wrong, which acts it out. */
export async function withOutages(file: string, mode: Mode, fault: FaultCase): Promise<Transcript> {
  await using standIn = await replay(file, { listen, actOutages: true });
  const hoped = allowingFor(outageDifferences, expected(mode, fault), mode, fault.name);
  return await visit(standIn.url, visitOptions(mode, fault, hoped));
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
  const outside = fault.fault === null ? fault : null;
  const way = lies.way ?? outside?.way?.() ?? null;
  const hoped = allowingFor(serverDifferences, expected(mode, fault), mode, fault.name);
  const { patience = 5_000 } = lies;
  const options = { ...visitOptions(mode, fault, hoped), patience };
  const transcript = await onTheWay(standIn.url, way, options, outside?.held ?? null);
  const { misses, undelivered } = standIn.report();
  return {
    transcript,
    /** Rules that befell the client, each time that one did. */
    injected: standIn.faults.map(({ rule }) => rule),
    asked: faults.map(faultText),
    misses,
    undelivered: undelivered.map(({ reason }) => reason),
  };
}

function visitOptions(
  mode: Mode,
  { insistsOn, maySwitch = false }: FaultCase,
  hoped: Transcript,
): VisitOptions {
  return { ...mode, insistsOn, maySwitch, awaits: (step) => eventsIn(hoped, step) };
}

/** @param held what becomes on the way of the connect that is held after `Pause`; null: nothing */
async function onTheWay(
  url: string,
  way: WayManner | null,
  options: VisitOptions,
  held: HeldFailure | null,
  go: typeof visit = visit,
): Promise<Transcript> {
  if (way === null) return go(url, options);
  const proxy = await startFaultProxy(url, way);
  try {
    const transcript = await go(proxy.url, {
      ...options,
      onDone(step) {
        if (step === 'Pause' && held !== null) proxy.failHeld(held);
      },
    });
    if (!proxy.harmed && way.edit === undefined) throw new Error('nothing went wrong on the way');
    return transcript;
  } finally {
    await proxy.close();
  }
}
