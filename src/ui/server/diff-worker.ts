/** The comparing thread: compares two recordings, and answers questions about what it found. */
import { existsSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { diff } from '../../diff.js';
import { RecordingError, UsageError } from '../../errors.js';
import { loadRules } from '../../rules/load-rules.js';
import { gwsRules, type Rules } from '../../rules/rules.js';
import { type ComparedOverview, DiffBook } from './diff-book.js';
import type {
  CompareOrder,
  DiffQuestion,
  DiffTrouble,
  FromDiffWorker,
  ToDiffWorker,
} from './diff-messages.js';

if (parentPort === null) throw new Error('diff-worker.js is a worker of the inspector');
const port = parentPort;

let book: DiffBook | null = null;

function compare(order: CompareOrder): ComparedOverview {
  const { baseline, candidate, noise } = order;
  book = null;
  const rules = rulesOf(order);
  const result = diff(baseline, candidate, {
    noise,
    ...(rules === null ? {} : { rules }),
    showIgnored: true,
    timelines: true,
  });
  book = new DiffBook(result, noise.length);
  return book.overview();
}

/** Null if there are no files: then those count that the recordings keep. */
function rulesOf({ rules, file }: CompareOrder): Rules | null {
  const given = rules && { ...gwsRules, ...rules };
  return file === null || !existsSync(file) ? given : loadRules([file], given ?? gwsRules);
}

function answerTo(question: DiffQuestion): unknown {
  switch (question.type) {
    case 'compare':
      return compare(question.order);
    case 'places':
      return book?.places(question.group, question.from) ?? null;
    case 'detail':
      return book?.detail(question.number) ?? null;
    case 'ignoring':
      return book?.ignoring(question.group) ?? null;
    case 'rule':
      return book?.ruleOf(question.group, question.option) ?? null;
  }
}

function troubleOf(error: unknown): DiffTrouble {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RecordingError) return { message, kind: 'recording', file: error.file };
  return { message, kind: error instanceof UsageError ? 'usage' : 'other', file: '' };
}

port.on('message', ({ id, question }: ToDiffWorker) => {
  let said: FromDiffWorker;
  try {
    said = { id, answer: answerTo(question) };
  } catch (error) {
    said = { id, trouble: troubleOf(error) };
  }
  port.postMessage(said);
});
