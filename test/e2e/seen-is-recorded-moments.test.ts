import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordingError } from '../../src/errors.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { program } from './command.js';
import { desktopsAtWork } from './disk/desktops-at-work.js';
import { chanceFrom } from './kills/chance.js';
import { inLanes } from './kills/in-lanes.js';
import { kill, soon, spin, type Victim } from './kills/kill.js';
import { startKillServer } from './kills/kill-server.js';
import { filesBeside, wrongWithKilled } from './kills/killed-file.js';
import type { LoadName } from './kills/loads.js';
import { patient, startRecorder } from './kills/recorder-under-test.js';
import { lanes, limit, seed } from './kills/settings.js';

describe(`seen ⇒ recorded at every moment, UNDERSTUDY_KILL_SEED=${seed}`, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-kill-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it(
    'keeps all when it is killed while it brings its log into the file',
    async () => {
      /** Only then does anything change in the file itself. */
      const killWhileFolding = ({ recorder, file, chance }: Victim): (() => Promise<void>) => {
        const watcher = watch(file, () => {
          watcher.close();
          spin(chance.below(40_000));
          recorder.kill();
        });
        return async () => expect(statSync(file).size).toBeGreaterThan(4_096);
      };
      const wrong = await inLanes(4, 2, (index) => {
        const name = `folding${index}`;
        const chance = chanceFrom(seed, name);
        const load = 'answers of 1 MB';
        return kill({ folder, name, load, chance, instant: 1, end: killWhileFolding });
      });
      expect(wrong.flat()).toEqual([]);
    },
    limit,
  );

  it(
    'keeps all when it is killed while it ends',
    async () => {
      const killWhileEnding = ({ recorder, file, chance }: Victim): undefined => {
        let left = chance.below(8);
        const step = (): void => {
          left -= 1;
          if (left >= 0) return;
          watcher.close();
          soon(chance, recorder.kill);
        };
        const watcher = watch(path.dirname(file), step);
        void recorder.gone.then(() => watcher.close());
        recorder.interrupt();
        if (left === 0) step();
      };
      const loads: readonly LoadName[] = [
        'HTTP answers of all shapes',
        'everything at once',
        'answers of 1 MB',
        'long-polling, official client and server',
      ];
      const wrong = await inLanes(8, lanes, (index) => {
        const name = `ending${index}`;
        const own = path.join(folder, name);
        mkdirSync(own);
        const chance = chanceFrom(seed, name);
        const load = loads[index % loads.length] ?? 'everything at once';
        return kill({ folder: own, name, load, chance, end: killWhileEnding, mayBeWhole: true });
      });
      expect(wrong.flat()).toEqual([]);
    },
    limit,
  );

  it(
    'leaves nothing that confuses readers when it is killed while it starts',
    async () => {
      const server = await startKillServer();
      const wrong = await inLanes(8, lanes, async (index) => {
        const chance = chanceFrom(seed, 'starting', index);
        const own = path.join(folder, `starting${index}`);
        const file = path.join(own, 'a.db');
        mkdirSync(own);
        let left = chance.below(12);
        const watcher = watch(own, () => {
          left -= 1;
          if (left < 0) soon(chance, recorder.kill);
        });
        const recorder = startRecorder(server.url, file);
        recorder.url.then(recorder.kill, () => {});
        await recorder.gone;
        watcher.close();
        return existsSync(file) ? wrongWithBegun(file) : [];
      });
      await server.close();
      expect(wrong.flat()).toEqual([]);
    },
    limit,
  );

  it(
    'keeps all when its whole process group is killed',
    async () => {
      const wrong = await inLanes(3, lanes, (index) => {
        const name = `group${index}`;
        const chance = chanceFrom(seed, name);
        const load = 'everything at once';
        // A shell that waits for it, as npm's does.
        const within = ['sh', '-c', '"$0" "$@" & wait'];
        return kill({ folder, name, load, chance, within, group: true });
      });
      expect(wrong.flat()).toEqual([]);
    },
    limit,
  );

  it(
    'keeps all when it is killed while somebody reads',
    async () => {
      const killWhileRead = ({ recorder, file }: Victim): (() => Promise<void>) => {
        const reader = spawn(process.execPath, [program, 'show', file, '--json']);
        // It can't end before it is read from: what it has to say is more than a pipe takes.
        reader.stdout.once('readable', recorder.kill);
        return async () => {
          const [said, [status]] = await Promise.all([text(reader.stdout), once(reader, 'close')]);
          expect(status).toBe(0);
          expect(JSON.parse(said)).toMatchObject({ recording: { interrupted: true } });
        };
      };
      const wrong = await inLanes(3, lanes, (index) => {
        const name = `read${index}`;
        const chance = chanceFrom(seed, name);
        const load = 'HTTP answers of all shapes';
        return kill({ folder, name, load, chance, instant: 300, end: killWhileRead });
      });
      expect(wrong.flat()).toEqual([]);
    },
    limit,
  );

  it(
    'is not disturbed by readers that are killed, or that stay until after its end',
    async () => {
      const server = await startKillServer();
      const file = path.join(folder, 'disturbed.db');
      const desktops = await desktopsAtWork(server, file, { flags: patient });
      await desktops.more(300, 60);
      const reader = spawn(process.execPath, [program, 'show', file, '--json']);
      await once(reader.stdout, 'readable');
      reader.kill('SIGKILL');
      await once(reader, 'close');
      await desktops.more(50, 10);
      {
        using recording = openRecording(file);
        await desktops.more(50, 10);
        expect(await desktops.end()).toBe(0);
        expect(recording.info.interrupted).toBe(true);
      }
      expect(desktops.recorder.stderr()).toMatch(/^understudy: recording what [^\n]+\n$/u);
      expect(await wrongWithKilled(file, desktops.sightings, { mayBeWhole: true })).toEqual([]);
      expect(verifyRecording(file)).toMatchObject({ whole: true });
      await server.close();
    },
    limit,
  );
});

/** A file that was only begun is read as a recording without anything in it, or refused in words. */
function wrongWithBegun(file: string): string[] {
  const before = filesBeside(file);
  try {
    const { errors, openExchanges } = verifyRecording(file);
    if (errors.length > 0 || openExchanges > 0) return [...errors, `${openExchanges} are open`];
  } catch (error) {
    if (!(error instanceof RecordingError)) return [String(error)];
  }
  return filesBeside(file) === before ? [] : [`reading changed ${before} to ${filesBeside(file)}`];
}
