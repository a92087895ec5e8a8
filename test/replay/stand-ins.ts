import { afterEach } from 'vitest';
import { type ReplayFileOptions, replay } from '../../src/replay/replay.js';
import type { StandIn } from '../../src/replay/stand-in.js';
import { buildRecording, type RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { HttpDesktop } from './http-desktop.js';

/** Stand-ins and desktops of a test file; they end with each test. */
export function standIns() {
  const folder = temporaryFolder();
  const open: (() => unknown)[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each();
  });
  let files = 0;
  const built = (build: (b: RecordingBuilder) => void): string => {
    const file = folder.path(`built-${files++}.db`);
    buildRecording(file, build);
    return file;
  };
  const start = async (file: string, options: ReplayFileOptions = {}): Promise<StandIn> => {
    const standIn = await replay(file, options);
    open.push(() => standIn.close());
    return standIn;
  };
  return {
    built,
    start,
    of: (build: (b: RecordingBuilder) => void, options: ReplayFileOptions = {}) =>
      start(built(build), options),
    desktop(standIn: StandIn, user = 'a1'): HttpDesktop {
      const desktop = new HttpDesktop(standIn.url, user);
      open.push(() => desktop.close());
      return desktop;
    },
  };
}
