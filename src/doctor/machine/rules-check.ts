import { UnderstudyError } from '../../errors.js';
import { loadRules } from '../../rules/load-rules.js';
import { type Check, failure, fine } from '../check.js';

/** Whether rules files can be read, and say what such files say. */
export function rulesCheck(files: readonly string[]): Check {
  try {
    loadRules(files);
    return fine('rules', `${files.join(', ')}: understood`);
  } catch (error) {
    if (!(error instanceof UnderstudyError)) throw error;
    return failure(
      'rules',
      error.message,
      'correct the file; docs/rules.md describes what may stand in it',
    );
  }
}
