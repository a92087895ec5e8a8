import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../e2e/command.js';
import { readmeExamples, withExamples } from '../e2e/readme-examples.js';
import { type Fence, withTexts } from './fences.js';
import { optionsPage } from './options-page.js';
import { PageCommands } from './page-commands.js';
import { queryResult } from './queries.js';
import { withoutWhatVaries } from './without-what-varies.js';

/** A page as it should be: with what its commands print, and the text of the files that it shows. */
export async function truePage(page: string): Promise<string> {
  const text = readFileSync(path.join(root, page), 'utf8');
  if (page === 'README.md') return withExamples(text, await readmeExamples(text));
  if (page === 'docs/options.md') return optionsPage();
  return withTrueBlocks(text);
}

async function withTrueBlocks(text: string): Promise<string> {
  let commands: PageCommands | undefined;
  let query: Fence | undefined;
  try {
    return await withTexts(text, async (fence) => {
      const { language, marks } = fence;
      if (marks.save !== undefined) {
        commands ??= new PageCommands();
        commands.save(marks.save, fence.text);
      }
      if (marks.notRun !== undefined || marks.checked !== undefined) return null;
      if (marks.file !== undefined) return readFileSync(path.join(root, marks.file), 'utf8');
      if (marks.query !== undefined) query = fence;
      if (marks.result) return query === undefined ? null : queryResult(query);
      if (language !== 'console' && language !== 'sh') return null;
      commands ??= new PageCommands();
      if (marks.with !== undefined) commands.copy(marks.with);
      if (language === 'sh') {
        await commands.shell(fence);
        return null;
      }
      const now = await commands.console(fence);
      const same = marks.varies && withoutWhatVaries(now) === withoutWhatVaries(fence.text);
      return same ? fence.text : now;
    });
  } finally {
    await commands?.close();
  }
}
