import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.js';
import { JsonSyntaxError, parseJson } from '../json/parse-json.js';
import { complaintAboutRules } from '../redact/redact-options.js';
import { unitedRules } from '../redact/redact-rules.js';
import { checkRules } from './check-rules.js';
import { mergeRules } from './merge-rules.js';
import { gwsRules, type Rules } from './rules.js';

/** Bytes of a rules file. */
const MAX_SIZE = 1_000_000;

/**
 * Reads rules files. What none of them says is as with Genesys Web Services; later files go over
 * earlier ones. `docs/rules.md` describes them.
 *
 * @throws UsageError if one is absent, no JSON or not as the schema says
 */
export function loadRules(files: readonly string[]): Rules {
  return files.reduce<Rules>((rules, file) => mergedRules(rules, contentOf(file)), gwsRules);
}

/** @param content checked */
export function mergedRules(rules: Rules, content: unknown): Rules {
  const { correlate, match, redact } = mergeRules(rules, content) as Rules;
  // What one file calls secret, a later one must not lay open by mistake.
  return { correlate, match, redact: unitedRules(rules.redact, redact) };
}

function contentOf(file: string): unknown {
  const text = textOf(file);
  let content: unknown;
  try {
    // Told by our own parser, errors have a place, and depth a limit.
    parseJson(text);
    content = JSON.parse(text);
  } catch (error) {
    const place = error instanceof JsonSyntaxError ? ` at ${placeIn(text, error.offset)}` : '';
    throw new UsageError(`rules file ${file}: it is no JSON${place}`, { cause: error });
  }
  const complaint = checkRules(content) ?? checkRedact(content);
  if (complaint !== null) throw new UsageError(`rules file ${file}: ${complaint}`);
  return content;
}

/** @param content as the schema says */
function checkRedact(content: unknown): string | null {
  const { redact } = mergedRules(gwsRules, content);
  const complaint = complaintAboutRules(redact);
  return complaint === null ? null : `/redact can't go by ${complaint}`;
}

function textOf(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'ENOENT' ? 'it does not exist' : `it can not be read (${String(code)})`;
    throw new UsageError(`rules file ${file}: ${reason}; check the path`, { cause: error });
  }
  if (bytes.length > MAX_SIZE) {
    throw new UsageError(`rules file ${file}: it is larger than ${MAX_SIZE} bytes`);
  }
  try {
    // Editors on Windows begin files with a byte order mark, which this takes away.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`rules file ${file}: it is not in UTF-8`, { cause: error });
  }
}

function placeIn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
