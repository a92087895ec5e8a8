import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RecordingProxy, RecordOptions } from '../../src/index.js';
import { duration, size } from '../amount.js';

/** When a new file begins: after bytes, or after milliseconds. */
type Limit = Pick<RecordOptions, 'maxSize' | 'rotate'>;

/** Flags that say when a recorder goes on in a new file. */
export interface RotateFlags {
  readonly maxSize?: number;
  readonly rotate?: readonly Limit[];
}

export function addRotateFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--max-size <size>',
        'go on in a new file once this one is so large: OUT.2.db after OUT.db, and so on (default: one file)',
      ).argParser(size),
    )
    .addOption(
      new Option(
        '--rotate <amount>',
        'go on in a new file after so much time, or so many bytes: 24h, 500MiB; may be repeated (default: when SIGUSR2 comes)',
      ).argParser((value: string, before: readonly Limit[] | undefined) => [
        ...(before ?? []),
        limit(value),
      ]),
    );
}

/** The first of several limits that is reached counts. */
export function rotateOptions({ maxSize, rotate = [] }: RotateFlags): Limit {
  const least = (values: readonly (number | undefined)[]): number | undefined => {
    const given = values.filter((value) => value !== undefined);
    return given.length === 0 ? undefined : Math.min(...given);
  };
  const bytes = least([maxSize, ...rotate.map((each) => each.maxSize)]);
  const ms = least(rotate.map((each) => each.rotate));
  return {
    ...(bytes === undefined ? {} : { maxSize: bytes }),
    ...(ms === undefined ? {} : { rotate: ms }),
  };
}

/**
 * Has SIGUSR2 begin a new file; Windows has no such signal.
 *
 * @returns to be called when it is to be heard no more
 */
export function rotateOnSignal(
  proxy: RecordingProxy,
  onNotice: (message: string) => void,
): () => void {
  if (process.platform === 'win32') return () => {};
  const onSignal = (): void => {
    proxy.rotate().catch((error: unknown) => {
      onNotice(`no new file was begun (${error instanceof Error ? error.message : String(error)})`);
    });
  };
  process.on('SIGUSR2', onSignal);
  return () => process.off('SIGUSR2', onSignal);
}

function limit(text: string): Limit {
  const ms = duration(text);
  if (ms !== null) return { rotate: ms };
  try {
    return { maxSize: size(text) };
  } catch {
    throw new InvalidArgumentError('Give a time such as 30m, 24h or 7d, or a size such as 500MiB.');
  }
}
