import type { Turn } from './turns.js';

/** Which Bayeux session of a desktop (which tab) a clientId belongs to. */
export interface RecordedTabs {
  /** Counted from 0; what no clientId names belongs to the first. */
  of(clientId: string | null): number;
}

/**
 * Several clientIds are several tabs, unless one follows the other: a handshake after which the old
 * clientId asks nothing any more goes on with the old one's tab (a reload, a new session after a 402).
 */
export function recordedTabs(turns: readonly Turn[]): RecordedTabs {
  const lastUse = new Map<string, number>();
  for (const { row, request } of turns) {
    if (request.clientId !== null) lastUse.set(request.clientId, row.seq);
  }
  const tabs = new Map<string, number>();
  const current: string[] = [];
  const place = (clientId: string, seq: number): void => {
    if (tabs.has(clientId)) return;
    const free = current.findIndex((each) => (lastUse.get(each) ?? 0) < seq);
    const tab = free >= 0 ? free : current.length;
    current[tab] = clientId;
    tabs.set(clientId, tab);
  };
  for (const { row, request, reply } of turns) {
    if (request.channel === '/meta/handshake') {
      if (reply?.successful === true && reply.clientId !== null) place(reply.clientId, row.seq);
    } else if (request.clientId !== null) {
      place(request.clientId, row.seq);
    }
  }
  return {
    of: (clientId) => (clientId === null ? 0 : (tabs.get(clientId) ?? 0)),
  };
}
