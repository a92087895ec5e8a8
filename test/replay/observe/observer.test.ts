import { describe, expect, it, onTestFinished } from 'vitest';
import type { LiveCall, LiveNotification } from '../../../src/replay/observe/live-call.js';
import type { StandInObserver } from '../../../src/replay/observe/observer.js';
import { replay } from '../../../src/replay/replay.js';
import type { StandIn } from '../../../src/replay/stand-in.js';
import { runDesktop } from '../../desktops/run-desktop.js';
import { agent } from '../../desktops/scripts.js';

/** Writes down what it is told. */
class Notes implements StandInObserver {
  readonly calls = new Map<LiveCall, (number | null)[]>();
  readonly notifications = new Map<LiveNotification, string[]>();
  readonly misses: unknown[] = [];
  resets = 0;

  call(call: LiveCall): void {
    this.calls.set(call, [...(this.calls.get(call) ?? []), call.status]);
  }

  notification(live: LiveNotification): void {
    this.notifications.set(live, [...(this.notifications.get(live) ?? []), live.state]);
  }

  missed(...told: readonly unknown[]): void {
    this.misses.push(told);
  }

  reset(): void {
    this.resets += 1;
  }
}

async function observed(): Promise<{ readonly standIn: StandIn; readonly notes: Notes }> {
  const standIn = await replay('recordings/complete-tweet.db');
  onTestFinished(() => standIn.close());
  const notes = new Notes();
  const stop = standIn.observe(notes);
  onTestFinished(stop);
  return { standIn, notes };
}

describe('who observes a stand-in', () => {
  it('is told of each call when it comes and when it is answered, and of each notification until it is sent', async () => {
    const { standIn, notes } = await observed();
    await runDesktop(agent(), { url: standIn.url, user: 'a1', client: 'cometd9' });
    await standIn.untilIdle();
    expect([...notes.calls.keys()]).toEqual(standIn.calls);
    for (const [call, statuses] of notes.calls) {
      expect(statuses[0]).toBeNull();
      expect(statuses.at(-1)).toBe(call.status);
      expect(call.status).not.toBeNull();
    }
    const caused = standIn.calls.flatMap(({ notifications }) => notifications);
    for (const live of caused) expect(notes.notifications.get(live)?.at(-1)).toBe(live.state);
    expect([...notes.notifications.values()].flat()).toContain('sent');
  });

  it('is told of misses that are no calls', async () => {
    const { standIn, notes } = await observed();
    await fetch(`${standIn.url}/nowhere`);
    await fetch(`${standIn.url}/nowhere`, { method: 'POST', body: '{}' });
    const [missed] = standIn.misses;
    expect(notes.misses).toEqual([[missed, { user: null, session: null, copy: 0 }]]);
    expect([...notes.calls.keys()].map(({ miss }) => miss)).toEqual([standIn.misses[1]]);
  });

  it('is told of a reset, and of nothing that was before it', async () => {
    const { standIn, notes } = await observed();
    await fetch(`${standIn.url}/nowhere`, { method: 'POST', body: '{}' });
    await standIn.reset();
    expect(notes.resets).toBe(1);
    const told = notes.calls.size;
    await fetch(`${standIn.url}/nowhere`, { method: 'POST', body: '{}' });
    expect(notes.calls.size).toBe(told + 1);
  });

  it('is told no more once it does not want to be', async () => {
    const { standIn } = await observed();
    const notes = new Notes();
    standIn.observe(notes)();
    await fetch(`${standIn.url}/nowhere`, { method: 'POST', body: '{}' });
    expect([notes.calls.size, notes.misses.length]).toEqual([0, 0]);
  });
});
