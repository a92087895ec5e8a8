import { statfsSync } from 'node:fs';
import { type Check, failure, fine, warning } from '../check.js';

const mebi = 1024 * 1024;
/** Bytes below which a recording is over before it has begun, and below which a day may not fit. */
const [least, little] = [64 * mebi, 2048 * mebi];

/** What of a file system matters, as `statfs` tells it. */
export interface FileSystem {
  /** Its kind, by number: `statfs(2)` of Linux. */
  readonly type: number;
  /** Bytes that we may still use. */
  readonly free: number;
}

/** How much room there is where the recording goes, and whether such a place keeps it. */
export function diskCheck(folder: string): Check {
  try {
    const { type, bsize, bavail } = statfsSync(folder);
    // Some systems hand it out with a sign.
    const kind = process.platform === 'linux' ? type >>> 0 : 0;
    return diskFor(folder, { type: kind, free: bsize * bavail });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return warning('disk', `how much room there is can't be told (${reason})`, 'look at df');
  }
}

export function diskFor(folder: string, { type, free }: FileSystem): Check {
  const room = `${Math.floor(free / mebi)} MiB free in ${folder}`;
  if (free < least) {
    return failure(
      'disk',
      room,
      'free some, or choose another --output: a full disk makes a gap in the recording',
    );
  }
  const network = networks.get(type);
  if (network !== undefined) {
    return warning(
      'disk',
      `${room}, which is on another machine (${network})`,
      "record onto a disk of this machine and copy it afterwards: SQLite's log is not safe over a network, and desktops wait for it",
    );
  }
  if (memories.has(type)) {
    return warning(
      'disk',
      `${room}, which is memory (${memories.get(type)})`,
      'choose an --output on a disk: what is in memory is gone when the machine starts again',
    );
  }
  if (free < little) {
    return warning(
      'disk',
      room,
      'it may be too little for a long recording: free some, or choose another --output',
    );
  }
  if (type === overlay) {
    const advice =
      'in a container, record onto a volume: what is in its own layer goes when it goes';
    return fine('disk', room, advice);
  }
  return fine('disk', room);
}

/** `linux/magic.h`, and those that keep theirs to themselves. */
const networks: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x5346414f, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x01021997, '9p'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
]);
/** What containers have their own layer on. */
const overlay = 0x794c7630;
const memories: ReadonlyMap<number, string> = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
]);
