import { readFileSync } from 'node:fs';

/** The page's own code, each file after those that it imports. */
const FILES = ['page-elements', 'page-sides', 'page-timeline', 'page-card', 'page-client'];

/** What only holds a file's place among others: in the page they are one, and no source map is there. */
const BETWEEN_FILES =
  /^(?:import .*|export \{\};|export (?=function )|\/\/# sourceMappingURL=.*)/gmu;

/** The script of the page as one text: the files as they are, without what links them. */
export function pageScript(): string {
  return FILES.map((name) =>
    readFileSync(new URL(`./${name}.js`, import.meta.url), 'utf8').replace(BETWEEN_FILES, ''),
  ).join('\n');
}
