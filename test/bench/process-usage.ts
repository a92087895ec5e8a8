import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What a process has used since its start. */
export interface ProcessUsage {
  /** Seconds of CPU, of all its threads. */
  readonly cpu: number;
  /** Bytes of memory that it holds now. */
  readonly rss: number;
  /** Bytes of memory that it held at most. */
  readonly mostRss: number;
}

/** Linux counts them in hundredths of a second for programs (proc(5), `sysconf(_SC_CLK_TCK)`). */
const ticksOfASecond = 100;

/** Null where the system has no `/proc`: only Linux tells. */
export function processUsage(pid: number): ProcessUsage | null {
  if (!existsSync(`/proc/${pid}/stat`)) return null;
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The name of the program stands in parentheses and may hold spaces: state is the first field after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const kilobytes = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`, 'u').exec(status)?.[1] ?? 0);
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / ticksOfASecond,
    rss: kilobytes('VmRSS') * 1_024,
    mostRss: kilobytes('VmHWM') * 1_024,
  };
}

/** Lets `mostRss` of a process begin anew, where the system can (proc(5), `clear_refs`). */
export function forgetMostRss(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Then it counts from the start of the process, which held less.
  }
}
