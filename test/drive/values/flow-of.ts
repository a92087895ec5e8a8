import { readdirSync } from 'node:fs';
import path from 'node:path';
import { visitsOf } from '../../../src/acts/visits.js';
import type { FlowDecisions } from '../../../src/drive/values/flow-decisions.js';
import { type ValueFlow, valueFlowOf } from '../../../src/drive/values/value-flow.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import type { Recording } from '../../../src/recording/reader.js';

const folder = path.join(import.meta.dirname, '../../../recordings');

export const shipped: readonly string[] = readdirSync(folder)
  .filter((each) => each.endsWith('.db'))
  .sort();

export function openShipped(name: string): Recording {
  return openRecording(path.join(folder, name));
}

export function flowOf(recording: Recording, decisions?: FlowDecisions): ValueFlow {
  return valueFlowOf(
    visitsOf(recording, (notification) => recording.link(notification)),
    decisions,
  );
}

/** `value: first source → where it goes, …`, one line a value. */
export function followedLines({ followed }: ValueFlow): readonly string[] {
  return followed.map(({ value, from, to }) => {
    const [first] = from;
    return `${value}: ${first?.of} ${first?.part} → ${to.map(({ of, part }) => `${of} ${part}`).join(', ')}`;
  });
}

export function ambiguousLines({ ambiguous }: ValueFlow): readonly string[] {
  return ambiguous.map(({ value, doubt }) => `${value}: ${doubt}`);
}
