import type { Command } from 'commander';
import { commandsWithSettings, type Setting, settingsOf } from './setting.js';
import { takesNumbers } from './takes-numbers.js';

/** The schema of `understudy.config.json`, from what `--help` is made of: `docs/config.schema.json`. */
export function configSchema(program: Command): object {
  const commands = commandsWithSettings(program);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Understudy',
    description:
      'What the flags of its commands would say. Flags win over the environment, the environment over this file.',
    // Editors that know these two words complain of neither.
    allowComments: true,
    allowTrailingCommas: true,
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'Where this schema is; for editors.' },
      ...Object.fromEntries(commands.map((each) => [each.name(), section(each)])),
    },
  };
}

function section(command: Command): object {
  return {
    type: 'object',
    description: command.summary(),
    additionalProperties: false,
    properties: Object.fromEntries(settingsOf(command).map((each) => [each.key, schema(each)])),
  };
}

function schema(setting: Setting): object {
  const { takes, option } = setting;
  return { description: described(setting), ...defaultOf(setting), ...form() };

  function form(): object {
    if (takes === 'switch') return { type: 'boolean' };
    if (takes === 'switch-or-text') return { type: ['boolean', 'string'] };
    if (takes === 'text') return one();
    return { anyOf: [one(), { type: 'array', items: one() }] };
  }

  function one(): object {
    const { argChoices } = option;
    if (argChoices === undefined) {
      return { type: takesNumbers(option, '1') ? ['number', 'string'] : 'string' };
    }
    const numbers = argChoices.filter((each) => String(Number(each)) === each).map(Number);
    return { enum: [...argChoices, ...numbers] };
  }
}

/** What the help says of it, and where it can stand besides. */
function described({ option, variable }: Setting): string {
  return `${sentence(option.description)} Flag: ${option.flags}. Environment: ${variable}.`;
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return whole.endsWith('.') ? whole : `${whole}.`;
}

function defaultOf({ option, takes }: Setting): { readonly default?: unknown } {
  if (takes === 'switch') return { default: option.negate };
  return option.defaultValue === undefined ? {} : { default: option.defaultValue };
}
