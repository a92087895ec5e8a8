import { UsageError } from '../../errors.js';
import { readJsonFile } from '../../rules/read-json-file.js';
import { schemaCheck } from '../../rules/schema-check.js';
import type { FlowDecisions } from './flow-decisions.js';
import { followSchema } from './follow-schema.js';

const check = schemaCheck(followSchema);

/**
 * Reads a file in which a person decided what is followed; `docs/follow.schema.json` describes it.
 *
 * @throws UsageError if it is absent, no JSON or not as the schema says
 */
export function loadDecisions(file: string): FlowDecisions {
  const content = readJsonFile(file, 'decisions file');
  const complaint = check(content) ?? sayingNothing(content as DecisionsFile);
  if (complaint !== null) throw new UsageError(`decisions file ${file}: ${complaint}`);
  return (content as DecisionsFile).decisions;
}

interface DecisionsFile {
  readonly decisions: FlowDecisions;
}

/** What a schema can't say in words that help. */
function sayingNothing({ decisions }: DecisionsFile): string | null {
  const index = decisions.findIndex(
    ({ value, from, to }) => value === undefined && from === undefined && to === undefined,
  );
  return index < 0 ? null : `/decisions/${index} must have value, from or to`;
}
