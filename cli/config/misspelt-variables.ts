import { nearestName } from '../../src/index.js';
import type { Setting } from './setting.js';

/**
 * Variables that look like settings of a command and are none, with what was probably meant. Others of these names are no matter:
 * clusters make some up for each service (UNDERSTUDY_RECORD_SERVICE_HOST).
 */
export function misspeltVariables(
  settings: readonly Setting[],
  environment: NodeJS.ProcessEnv,
): readonly { readonly variable: string; readonly meant: string }[] {
  const [first] = settings;
  if (first === undefined) return [];
  const prefix = `UNDERSTUDY_${first.command.toUpperCase().replaceAll('-', '_')}_`;
  const flags = settings.map(({ variable }) => variable.slice(prefix.length));
  return Object.keys(environment)
    .filter((each) => each.startsWith(prefix) && !flags.includes(each.slice(prefix.length)))
    .flatMap((variable) => {
      const meant = nearestName(variable.slice(prefix.length), flags);
      return meant === null ? [] : [{ variable, meant: `${prefix}${meant}` }];
    });
}
