import { createHash } from 'node:crypto';
import type { DiffResult } from '../../../diff/difference.js';
import { jsonLine } from '../../json-line.js';
import { writeJsonRows } from '../../json-rows.js';
import { comparedWords, overviewOf, recordingWords, verdictWords } from '../overview.js';
import { PageBook } from './page-book.js';
import type { PageFacts } from './page-data.js';
import { pageGroups } from './page-groups.js';
import { pageScript } from './page-script.js';
import { pageStyle } from './page-style.js';
import { shown } from './shown.js';

/**
 * Writes differences as one page that needs nothing else. No HTML is made of what a recording holds: it stands in
 * the page as JSON, in which no `<` is, and the page's script shows it as text. The policy lets nothing but that
 * script and style run, and nothing be loaded.
 */
export function writeDiffHtml(result: DiffResult, write: (chunk: string) => void): void {
  const script = pageScript();
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(pageStyle)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  write(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>understudy diff</title>
<style>${pageStyle}</style>
</head>
<body>
<noscript>This report is shown by a script in it, which your browser does not run. <code>--format markdown</code> needs none.</noscript>
<script type="application/json" id="data">
`);
  writeData(result, (chunk) => write(chunk.replaceAll('<', '\\u003c')));
  write(`</script>
<script type="module">${script}</script>
</body>
</html>
`);
}

function writeData(result: DiffResult, write: (chunk: string) => void): void {
  const book = new PageBook(result.timelines);
  write(jsonLine(factsOf(result)).slice(0, -1));
  writeJsonRows('groups', pageGroups(result, book), write);
  writeJsonRows('timelines', book.timelines(), write);
  write(`,\n"leftOut":${book.leftOut}}\n`);
}

function factsOf(result: DiffResult): PageFacts {
  const { kinds, operations } = overviewOf(result);
  return {
    verdict: verdictWords(result),
    same: result.same,
    recordings: (['baseline', 'candidate'] as const).map((side) => ({
      side,
      file: shown(result[side].file),
      label: result[side].label === null ? null : shown(result[side].label),
      lines: recordingWords(result[side]).map((words) => shown(words)),
    })),
    compared: comparedWords(result.compared),
    kinds,
    operations: operations.map(({ operation, count }) => ({
      name: shown(operation),
      count,
    })),
    ignored: result.ignored.map(({ rule, count }) => ({ rule: shown(rule), count })),
  };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
