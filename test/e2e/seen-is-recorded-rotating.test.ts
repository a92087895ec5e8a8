import { mkdirSync, mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chanceFrom } from './kills/chance.js';
import { inLanes } from './kills/in-lanes.js';
import { kill, soon, type Victim } from './kills/kill.js';
import { type LoadName, loads } from './kills/loads.js';
import { count, lanes, limit, seed } from './kills/settings.js';

const names = Object.keys(loads) as [LoadName, ...LoadName[]];

describe(`seen ⇒ recorded over one file after the other, UNDERSTUDY_KILL_SEED=${seed}`, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-kill-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Each kill in a folder of its own, for it is watched. */
  const folderOf = (name: string): string => {
    const own = path.join(folder, name);
    mkdirSync(own);
    return own;
  };

  it(
    'keeps all that a desktop had in full, whenever it is killed, while it goes on in new files',
    async () => {
      const wrong = await inLanes(Math.ceil(count / 3), lanes, (index) => {
        const load = names[index % names.length] ?? names[0];
        const name = `rotating${index}`;
        const chance = chanceFrom(seed, name);
        return kill({ folder: folderOf(name), name, load, chance, rotating: true });
      });
      expect(wrong.flat()).toEqual([]);
    },
    limit,
  );

  it(
    'keeps all when it is killed in the midst of going on in a new file',
    async () => {
      /** What changes in the folder is the new file, its log, and the old one that is folded. */
      const killInTheMidst = ({ recorder, file, chance }: Victim): (() => Promise<void>) => {
        let left = chance.below(20);
        const watcher = watch(path.dirname(file), () => {
          left -= 1;
          if (left >= 0) return;
          watcher.close();
          soon(chance, recorder.kill);
        });
        return async () => watcher.close();
      };
      const wrong = await inLanes(Math.ceil(count / 4), lanes, (index) => {
        const load = names[index % names.length] ?? names[0];
        const name = `midst${index}`;
        const chance = chanceFrom(seed, name);
        const own = folderOf(name);
        return kill({ folder: own, name, load, chance, rotating: true, end: killInTheMidst });
      });
      expect(wrong.flat()).toEqual([]);
    },
    limit,
  );

  it(
    'keeps all when it is killed while it goes on in new files by their size',
    async () => {
      const wrong = await inLanes(4, lanes, (index) => {
        const name = `sized${index}`;
        const chance = chanceFrom(seed, name);
        const flags = ['--max-hold', '60000', '--max-size', '1MiB'];
        const load = 'answers of 1 MB';
        const rotating = true;
        return kill({ folder: folderOf(name), name, load, chance, flags, rotating });
      });
      expect(wrong.flat()).toEqual([]);
    },
    limit,
  );

  it.each(['HTTP answers of all shapes', 'websockets with permessage-deflate'] as const)(
    'notices a recorder that lets go before its commit while it goes on in a new file: %s',
    async (load) => {
      const name = `planted${names.indexOf(load)}`;
      const chance = chanceFrom(seed, name);
      const fault = 'release-at-rotation';
      const own = folderOf(name);
      const wrong = await kill({
        folder: own,
        name,
        load,
        chance,
        fault,
        rotating: true,
        instant: 200,
      });
      expect(wrong).toContainEqual(expect.stringMatching(/ missing/u));
    },
  );
});
