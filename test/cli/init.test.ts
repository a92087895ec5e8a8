import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { readSections } from '../../cli/config/read-sections.js';
import { commandsWithSettings, settingsOf } from '../../cli/config/setting.js';
import { understudyProgram } from '../../cli/run.js';
import { commandInFolder } from './config/command-in-folder.js';

const place = commandInFolder();
const { understudy, write } = place;
const name = 'understudy.config.json';

describe('understudy init', () => {
  const content = (file = name) => readFileSync(path.join(place.folder, file), 'utf8');

  it('writes a file that sets what it was told and what it found', async () => {
    for (const file of ['desk.rules.json', 'captures/monday.db', 'captures/no.txt'])
      write(file, {});
    const { status, stdout } = await understudy(['init', '--target', 'http://gws.test:8080']);
    expect(status).toBe(0);
    expect(parse(content())).toEqual({
      $schema: './node_modules/cometd-understudy/docs/config.schema.json',
      record: { target: 'http://gws.test:8080', rules: ['desk.rules.json'] },
      replay: { rules: ['desk.rules.json'] },
      drive: { rules: ['desk.rules.json'] },
      diff: { rules: ['desk.rules.json'] },
      compare: { rules: ['desk.rules.json'] },
      show: { rules: ['desk.rules.json'] },
      ui: { rules: ['desk.rules.json'] },
    });
    expect(stdout).toMatch(/^wrote understudy\.config\.json\. Next:\n/u);
    expect(stdout).toContain(`  understudy replay ${path.join('captures', 'monday.db')} `);
    expect((await understudy(['config'])).status).toBe(0);
  });

  it('writes a file that sets nothing where it finds nothing, and says what is to be done', async () => {
    const { stdout } = await understudy(['init']);
    const { $schema, ...sections } = parse(content());
    expect($schema).toBeDefined();
    expect(Object.values(sections)).toEqual(Object.keys(sections).map(() => ({})));
    expect(stdout).toContain('understudy record --target URL');
    expect(stdout).not.toContain('replay');
    expect((await understudy(['config'])).stdout).toContain('nothing is set');
  });

  it('never overwrites', async () => {
    write(name, { record: {} });
    const { status, stderr } = await understudy(['init']);
    expect(status).toBe(2);
    expect(stderr).toBe(
      `understudy: ${name} exists already and is never overwritten; name another --output\n`,
    );
    expect(content()).toBe('{"record":{}}');
  });

  it('writes nothing that is wrong once it is no comment', async () => {
    const settings = commandsWithSettings(understudyProgram(() => {})).flatMap(settingsOf);
    const uncommented = (text: string) => text.replace(/^ {4}\/\/ (?=")/gmu, '    ');
    await understudy(['init']);
    write(name, uncommented(content()));
    expect(await understudy(['config'])).toMatchObject({ status: 0, stderr: '' });
    // Of all that there is, with the form of what nobody has an example for.
    await understudy(['init', '--all', '--output', 'all.json']);
    const all = readSections(uncommented(content('all.json')), 'all.json', settings);
    expect(all.map(({ setting }) => setting)).toEqual(settings);
  });

  it('names files from the folder of the file, and shows commands that find it', async () => {
    for (const file of ['a.rules.json', 'recordings/it is.db']) write(file, {});
    mkdirSync(path.join(place.folder, 'conf'));
    const { stdout } = await understudy(['init', '--output', 'conf/u.json']);
    expect(parse(content('conf/u.json')).show).toEqual({ rules: ['../a.rules.json'] });
    const { settings } = JSON.parse(
      (await understudy(['config', 'show', '--config', 'conf/u.json', '--json'])).stdout,
    );
    expect(settings[0].value).toEqual(['a.rules.json']);
    expect(stdout).toContain("understudy replay --config conf/u.json 'recordings/it is.db'");
  });

  it('names the schema of the installed package from the folder of the file', async () => {
    mkdirSync(path.join(place.folder, 'conf'));
    await understudy(['init', '--output', 'conf/u.json']);
    expect(parse(content('conf/u.json')).$schema).toBe(
      '../node_modules/cometd-understudy/docs/config.schema.json',
    );
  });

  it('refuses a target that is none, and writes nothing', async () => {
    const { status, stderr } = await understudy(['init', '--target', 'gws']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^understudy: --target gws: it is no URL/u);
    expect(() => content()).toThrow();
  });
});
