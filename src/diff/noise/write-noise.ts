import { SPREAD } from '../../rules/merge-rules.js';
import type { NoiseRule } from '../../rules/noise-rules.js';

/** Where an editor finds the schema of rules files. */
const SCHEMA = './node_modules/cometd-understudy/docs/rules.schema.json';

/** A rules file that adds what was learned to what other files say, one rule a line: to be read, edited and committed. */
export function noiseFile(rules: readonly NoiseRule[]): string {
  const lines = [SPREAD, ...rules].map((rule) => `      ${JSON.stringify(rule)}`);
  const list = `[\n${lines.join(',\n')}\n    ]`;
  return `{\n  "$schema": ${JSON.stringify(SCHEMA)},\n  "noise": {\n    "ignore": ${list}\n  }\n}\n`;
}
