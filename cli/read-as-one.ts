import { type AsOne, type AsOneOptions, asOne } from '../src/index.js';
import { stoppedBySignal } from './until-signal.js';

/**
 * What a command reads may be several files, with commas between them, or a folder: they are one recording then.
 *
 * @param options with a `signal` if somebody heeds the process's signals already
 */
export async function readAsOne(name: string, options: AsOneOptions = {}): Promise<AsOne> {
  const one =
    options.signal === undefined
      ? await stoppedBySignal((signal) => asOne(name, { ...options, signal }))
      : await asOne(name, options);
  for (const notice of one.notices) console.error(`understudy: ${notice}`);
  return one;
}

interface EachAsOne extends Disposable {
  readonly files: readonly string[];
}

/** The same for several names, each of which is one recording. */
export async function readEachAsOne(
  names: readonly string[],
  options: AsOneOptions = {},
): Promise<EachAsOne> {
  const all: AsOne[] = [];
  const close = (): void => {
    for (const one of all) one.close();
  };
  try {
    for (const name of names) all.push(await readAsOne(name, options));
  } catch (error) {
    close();
    throw error;
  }
  return { files: all.map(({ file }) => file), [Symbol.dispose]: close };
}
