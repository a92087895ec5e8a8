import type { Command } from 'commander';
import { environment } from '../environment.js';
import { exitStatuses } from '../exit-statuses.js';

/** What holds for all commands: below their list in `understudy --help`. */
export function programFoot(program: Command): string {
  return `
Examples:
  understudy record --target http://gws.test:8080 --output monday.db
  understudy show monday.db
  understudy replay monday.db --listen 127.0.0.1:8080

What no flag says, the environment says, else the file of settings, else a
default; \`understudy config\` shows what is set, and where.

Exit statuses:
${columns(
  program,
  exitStatuses.map(({ status, meaning }) => [String(status), meaning]),
)}

Environment:
${columns(
  program,
  environment.map(({ name, meaning }) => [name, meaning]),
)}`;
}

/** As wide as the lists above. */
function columns(program: Command, rows: readonly (readonly [string, string])[]): string {
  const helper = program.createHelp();
  helper.prepareContext({ helpWidth: process.stdout.isTTY ? process.stdout.columns : 80 });
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => helper.formatItem(name, width, text, helper)).join('\n');
}
