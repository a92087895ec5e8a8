import type { ConfigFile } from './config-file.js';
import { fromEnvironment } from './from-environment.js';
import type { Given } from './given.js';
import type { Setting } from './setting.js';

/** `doctor` looks at what `record` would do, so that what is set of `record` holds for it, too. */
const like: ReadonlyMap<string, string> = new Map([['doctor', 'record']]);

/** How each of them says what it has to say is its own affair. */
const own = new Set(['json']);

/**
 * What the environment, else the file, says of a setting; null if neither does.
 *
 * @param all the settings of all commands
 * @throws UsageError
 */
export function saidElsewhere(
  setting: Setting,
  all: readonly Setting[],
  file: ConfigFile | null,
  environment: NodeJS.ProcessEnv,
): Given | null {
  const { command, key } = setting;
  const said =
    fromEnvironment(setting, environment) ??
    file?.given.find(({ setting: each }) => each.command === command && each.key === key);
  if (said !== undefined || own.has(key)) return said ?? null;
  const other = all.find((each) => each.command === like.get(command) && each.key === key);
  if (other === undefined) return null;
  const found = saidElsewhere(other, all, file, environment);
  return found === null ? null : { ...found, setting };
}
