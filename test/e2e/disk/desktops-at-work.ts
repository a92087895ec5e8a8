import { onTestFinished } from 'vitest';
import { calling } from '../kills/bayeux-load.js';
import { chanceFrom } from '../kills/chance.js';
import { askingFor } from '../kills/http-load.js';
import type { KillServer } from '../kills/kill-server.js';
import type { Load } from '../kills/load.js';
import {
  type RecorderOptions,
  type RecorderUnderTest,
  startRecorder,
} from '../kills/recorder-under-test.js';
import { seed } from '../kills/settings.js';
import { createSightings, type Sightings } from '../kills/sightings.js';

export interface DesktopsAtWork {
  readonly recorder: RecorderUnderTest;
  readonly sightings: Sightings;
  /** Resolves once they have had so many answers and so many messages more; rejects if anything fails. */
  more(answers: number, messages: number): Promise<void>;
  /** Ends the recorder as Ctrl-C does; resolves to its exit status. */
  end(): Promise<number | null>;
}

/** Calls, and the official client on long-polling. */
const usual: readonly Load[] = [
  askingFor(['length', 'no-content', 'chunked'], 3),
  calling('cometd long-polling', 1),
];

/** Desktops at work through a recorder in trouble. */
export async function desktopsAtWork(
  server: KillServer,
  file: string,
  options: RecorderOptions = {},
  loads: readonly Load[] = usual,
): Promise<DesktopsAtWork> {
  const recorder = startRecorder(server.url, file, options);
  onTestFinished(async () => {
    recorder.kill();
    await recorder.gone;
  });
  const url = await recorder.url;
  const waiting = new Set<() => void>();
  const sightings = createSightings(() => {
    for (const each of waiting) each();
  });
  const { gone, over } = recorder;
  const context = { url, name: 'work', sightings, chance: chanceFrom(seed, file), gone, over };
  const working = Promise.all(loads.map((load) => load(context)));
  working.catch(() => {});
  return {
    recorder,
    sightings,
    async more(answers, messages) {
      const wantedAnswers = sightings.answers.length + answers;
      const wantedMessages = sightings.messages.size + messages;
      const enough = new Promise<void>((resolve) => {
        const look = (): void => {
          if (sightings.answers.length < wantedAnswers) return;
          if (sightings.messages.size < wantedMessages) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
      await Promise.race([enough, working]);
      await enough;
    },
    async end() {
      recorder.interrupt();
      await working;
      return gone;
    },
  };
}
