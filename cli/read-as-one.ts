import { type AsOne, type AsOneOptions, asOne } from '../src/index.js';
import { stoppedBySignal } from './until-signal.js';

type Options = Omit<AsOneOptions, 'signal'>;

/** What a command reads may be several files, with commas between them, or a folder: they are one recording then. */
export async function readAsOne(name: string, options: Options = {}): Promise<AsOne> {
  const one = await stoppedBySignal((signal) => asOne(name, { ...options, signal }));
  for (const notice of one.notices) console.error(`understudy: ${notice}`);
  return one;
}

interface EachAsOne extends Disposable {
  readonly files: readonly string[];
}

/** The same for several names, each of which is one recording. */
export async function readEachAsOne(
  names: readonly string[],
  options: Options = {},
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
