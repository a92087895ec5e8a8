import { redactRules } from '../redact/redact-options.js';
import { RULES_FACT, rulesToRecord } from '../rules/recorded-rules.js';
import { randomKey } from '../time/chance.js';
import type { Clock } from '../time/clock.js';
import { keepFacts } from './keep/keep.js';
import type { Limits } from './limit-options.js';
import type { RecordOptions } from './record.js';
import type { RecorderSettings } from './thread/messages.js';
import { RecorderThread } from './thread/recorder-thread.js';

/**
 * Starts the recorder's thread with all that options, limits and rules say.
 *
 * @throws UsageError if the file can't be made, or something can't be redacted by
 */
export function startRecorder(
  options: RecordOptions,
  target: URL,
  limits: Limits,
  clock: Clock,
  onBytes: (bytes: number) => void,
): Promise<RecorderThread> {
  const rules = rulesToRecord(options.rules);
  const settings: RecorderSettings = {
    file: options.output,
    series: randomKey(8).toString('hex'),
    rotates: options.maxSize !== undefined || options.rotate !== undefined,
    startedAt: clock.now(),
    facts: {
      target: target.origin,
      ...keepFacts(options),
      ...(rules === null ? {} : { [RULES_FACT]: rules }),
      ...(options.label === undefined ? {} : { label: options.label }),
    },
    durability: options.durability ?? 'normal',
    key: options.key ?? randomKey(),
    maxBody: limits.maxBody,
    maxBatch: limits.maxBatch,
    textLimits: {
      depth: limits.maxDepth,
      callback: limits.maxCallback,
      batch: limits.maxBatch,
    },
    redact: redactRules(options, options.rules?.redact),
    ...(options.rules === undefined ? {} : { rules: options.rules.correlate }),
    keep: {
      ...(options.only === undefined ? {} : { only: options.only }),
      ...(options.exclude === undefined ? {} : { exclude: options.exclude }),
    },
    labelByVersion: options.label === undefined,
    ...(options.rewriteOrigin === true ? {} : { watchedOrigin: target.origin }),
  };
  return RecorderThread.start(settings, {
    clock,
    maxHold: limits.maxHold,
    maxQueue: limits.maxQueue,
    holds: options.durability !== 'relaxed',
    onTrouble: options.onTrouble ?? (() => {}),
    onGap: options.onGap ?? (() => {}),
    onNotice: options.onNotice ?? (() => {}),
    onBytes,
  });
}
