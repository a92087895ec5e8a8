import { type Command, Option } from 'commander';
import { REDACT_PRESETS, type RedactOptions, type RedactPreset } from '../../src/index.js';

export interface RedactFlags {
  readonly redact?: readonly RedactPreset[];
  readonly redactName?: readonly string[];
  readonly redactPath?: readonly string[];
  readonly redactPattern?: readonly string[];
}

/** Adds the flags that say what is secret besides what is built in; each may be repeated. */
export function addRedactFlags(command: Command): Command {
  const repeated = (flags: string, description: string) =>
    new Option(flags, `${description}; may be repeated`).argParser(
      (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
    );
  return command
    .addOption(
      repeated(
        '--redact <preset>',
        `redact also: ${REDACT_PRESETS.join(', ')} (personal data of customers)`,
      ),
    )
    .addOption(
      repeated(
        '--redact-name <name>',
        'redact also headers, parameters, JSON members of this name',
      ),
    )
    .addOption(
      repeated(
        '--redact-path <path>',
        'redact also what is there in JSON: a JSON Pointer, with * for one name and ** for any number',
      ),
    )
    .addOption(
      repeated('--redact-pattern <regex>', 'redact also what matches (in the syntax of RE2)'),
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
