import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../../cli/config/config-schema.js';
import { readSections } from '../../../cli/config/read-sections.js';
import { commandsWithSettings, settingsOf } from '../../../cli/config/setting.js';
import { understudyProgram } from '../../../cli/run.js';
import { UsageError } from '../../../src/index.js';

const program = understudyProgram(() => {});
const settings = commandsWithSettings(program).flatMap(settingsOf);
const schema = configSchema(program) as {
  properties: Record<string, { properties: Record<string, { description: string }> }>;
};
const published = path.join(import.meta.dirname, '../../../docs/config.schema.json');
const fits = new Ajv({ allowUnionTypes: true })
  .addVocabulary(['allowComments', 'allowTrailingCommas'])
  .compile(schema);

describe('the schema of understudy.config.json', () => {
  it('is published as it is', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(published);
  });

  it('is exported by the package', () => {
    const { exports } = JSON.parse(
      readFileSync(path.join(published, '../../package.json'), 'utf8'),
    );
    expect(exports['./config.schema.json']).toBe('./docs/config.schema.json');
  });

  it('has each option of each command, but for those about settings themselves', () => {
    const { $schema, ...sections } = schema.properties;
    expect($schema).toBeDefined();
    const without = ['completion', 'config', 'init'];
    const commands = program.commands.filter((each) => !without.includes(each.name()));
    expect(Object.keys(sections)).toEqual(commands.map((each) => each.name()));
    for (const command of commands) {
      const keys = command.options.map((each) => each.attributeName());
      expect(Object.keys(sections[command.name()]?.properties ?? {})).toEqual([...new Set(keys)]);
    }
  });

  it('has no place for a password or a token', () => {
    for (const { key } of settings)
      expect(key).not.toMatch(/password|token|secret|authorization/iu);
  });

  it('gives no two settings the same variable of the environment', () => {
    const variables = settings.map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
    for (const each of variables) expect(each).toMatch(/^UNDERSTUDY_[A-Z0-9]+(?:_[A-Z0-9]+)+$/u);
  });

  it('says of each option the same as what reads the file', () => {
    const values = [true, 1, 2.5, '1', '64KiB', 'instant', 'x', 404, [], ['x'], ['x', 1], {}, null];
    for (const { command, key, option } of settings) {
      for (const value of [...values, ...(option.argChoices ?? [])]) {
        const content = { [command]: { [key]: value } };
        const said = `${command}.${key} = ${JSON.stringify(value)}`;
        // What a choice is, its own reader says; the schema of an editor says it beforehand.
        const isChoice = option.argChoices !== undefined && [value].flat().every(isText);
        if (isChoice && !fits(content)) continue;
        expect(isRead(content), said).toBe(fits(content));
      }
    }
  });
});

const isText = (value: unknown): boolean => typeof value === 'string';

function isRead(content: object): boolean {
  try {
    readSections(JSON.stringify(content), 'the file', settings);
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}
