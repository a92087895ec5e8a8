import { type WireStep, wireSteps } from '../recording/wire-steps.js';
import { type Part, rowsOfPart } from './part.js';

/** A step of one of several recordings. */
export interface MergedStep extends WireStep {
  /** Number of the recording, counted from 0. */
  readonly source: number;
}

/**
 * The steps of several recordings, one order by time. Within a recording its own order stays, whatever its times
 * say: what was seen later is as late at least as all before it. Where times are equal, the first recording's come first.
 */
export function mergedSteps(parts: readonly Part[]): Generator<MergedStep> {
  return merged(parts.map((part, source) => timed(part, source)));
}

interface TimedStep {
  readonly step: MergedStep;
  /** The latest time so far. */
  readonly time: number;
}

function* timed(part: Part, source: number): Generator<TimedStep> {
  let time = Number.NEGATIVE_INFINITY;
  for (const step of rowsOfPart(part, wireSteps(part.database))) {
    time = Math.max(time, step.at);
    yield { step: { ...step, source }, time };
  }
}

function* merged(streams: readonly Generator<TimedStep>[]): Generator<MergedStep> {
  for (const { step } of inOne(streams)) yield step;
}

/** A tree of pairs: each step passes through as many as the logarithm of their number. */
function inOne(streams: readonly Generator<TimedStep>[]): Generator<TimedStep> {
  const [first, second] = streams;
  if (first === undefined) return nothing();
  if (second === undefined) return first;
  const half = Math.ceil(streams.length / 2);
  return ofTwo(inOne(streams.slice(0, half)), inOne(streams.slice(half)));
}

function* ofTwo(
  one: Generator<TimedStep>,
  other: Generator<TimedStep>,
): Generator<TimedStep, void> {
  try {
    let a = one.next();
    let b = other.next();
    while (a.done !== true || b.done !== true) {
      if (b.done === true || (a.done !== true && a.value.time <= b.value.time)) {
        yield a.value as TimedStep;
        a = one.next();
      } else {
        yield b.value;
        b = other.next();
      }
    }
  } finally {
    one.return(undefined);
    other.return(undefined);
  }
}

function* nothing(): Generator<never> {}
