import type { Command } from 'commander';
import { REDACT_PRESETS, type RedactOptions, type RedactPreset } from '../src/index.js';
import { repeatedOption } from './repeated-option.js';

export interface RedactFlags {
  readonly redact?: readonly RedactPreset[];
  readonly redactName?: readonly string[];
  readonly redactPath?: readonly string[];
  readonly redactPattern?: readonly string[];
}

/** Adds the flags that say what is secret besides what is built in; each may be repeated. */
export function addRedactFlags(command: Command): Command {
  return command
    .addOption(
      repeatedOption(
        '--redact <preset>',
        `redact also: ${REDACT_PRESETS.join(', ')} (personal data of customers)`,
      ),
    )
    .addOption(
      repeatedOption(
        '--redact-name <name>',
        'redact also headers, parameters, JSON members of this name',
      ),
    )
    .addOption(
      repeatedOption(
        '--redact-path <path>',
        'redact also what is there in JSON: a JSON Pointer, with * for one name and ** for any number',
      ),
    )
    .addOption(
      repeatedOption('--redact-pattern <regex>', 'redact also what matches (in the syntax of RE2)'),
    );
}

export function redactOptions({
  redact,
  redactName,
  redactPath,
  redactPattern,
}: RedactFlags): RedactOptions {
  return {
    ...(redact === undefined ? {} : { redact }),
    ...(redactName === undefined ? {} : { redactName }),
    ...(redactPath === undefined ? {} : { redactPath }),
    ...(redactPattern === undefined ? {} : { redactPattern }),
  };
}
