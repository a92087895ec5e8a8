import { readdirSync } from 'node:fs';
import path from 'node:path';

/** What of Understudy is in the working folder already. */
export interface Found {
  /** Rules files, by name. */
  readonly rules: readonly string[];
  /** Recordings in `captures` and `recordings`; the last is the latest by its name. */
  readonly recordings: readonly string[];
}

export function whatIsFound(): Found {
  return {
    rules: filesIn('.', '.rules.json'),
    recordings: ['recordings', 'captures'].flatMap((each) => filesIn(each, '.db')),
  };
}

function filesIn(folder: string, ending: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((each) => each.isFile() && each.name.endsWith(ending))
      .map((each) => path.join(folder, each.name))
      .sort();
  } catch {
    // There is no such folder, or it is not for us.
    return [];
  }
}
