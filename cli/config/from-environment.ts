import { UsageError } from '../../src/index.js';
import type { Given } from './given.js';
import type { Setting } from './setting.js';

const switches: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/**
 * What the environment says of a setting; null if nothing: an empty variable is none.
 *
 * @throws UsageError
 */
export function fromEnvironment(setting: Setting, environment: NodeJS.ProcessEnv): Given | null {
  const { variable, takes } = setting;
  const text = environment[variable];
  if (text === undefined || text === '') return null;
  return {
    setting,
    of: setting.command,
    source: 'environment',
    origin: variable,
    place: variable,
    said: said(variable, takes, text),
  };
}

function said(variable: string, takes: Setting['takes'], text: string): Given['said'] {
  const on = switches.get(text);
  if (takes === 'switch') {
    if (on === undefined) throw new UsageError(`${variable}: give true or false`);
    return on;
  }
  if (takes === 'switch-or-text' && on !== undefined) return on;
  if (takes === 'list' && text.startsWith('[')) return list(variable, text);
  return [text];
}

/** Values have commas and spaces of their own, so that several are a JSON array, which one begins with `[`. */
function list(variable: string, text: string): readonly string[] {
  try {
    const found: unknown = JSON.parse(text);
    if (Array.isArray(found) && found.every((each) => typeof each === 'string')) return found;
  } catch {
    // It is told below.
  }
  throw new UsageError(
    `${variable}: what begins with [ must be a JSON array of strings, also for one value: ["…"]`,
  );
}
