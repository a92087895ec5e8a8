import { UsageError } from '../../errors.js';
import { meantInstead } from '../../nearest-name.js';
import { faultKeys, keysInOrder, keysOfKind } from './fault-keys.js';
import { type FaultRule, faultKinds } from './fault-rule.js';

/** The one channel whose answers an error may replace. */
const connects = '/meta/connect';

/** Rules beyond this number are a mistake: each is asked about each place. */
const mostRules = 100;

/**
 * Checks what a program gave, which may not have asked its compiler; the rule that is returned has nothing else in it.
 *
 * @throws UsageError if it is no rule
 */
export function checkFaultRule(rule: FaultRule): FaultRule {
  const given: unknown = rule;
  if (typeof given !== 'object' || given === null) {
    throw new UsageError('a fault is an object with a kind, or the text that parseFault reads');
  }
  const kind = faultKinds.find((each) => each === rule.kind);
  if (kind === undefined) {
    const given = String(rule.kind);
    throw new UsageError(
      `'${given}' is no fault; give ${list(faultKinds)}${meantInstead(given, faultKinds)}`,
    );
  }
  const allowed = keysOfKind[kind];
  const foreign = Object.keys(rule).find(
    (key) => key !== 'kind' && !allowed.some((each) => each === key),
  );
  if (foreign !== undefined) {
    throw new UsageError(
      `the fault ${kind} takes no '${foreign}'; it takes ${list(allowed)}${meantInstead(foreign, allowed)}`,
    );
  }
  const checked: Record<string, unknown> = { kind };
  for (const key of keysInOrder) {
    const value = rule[key];
    if (value === undefined) continue;
    const { type, fits, wants } = faultKeys[key];
    if (typeof value !== type || !fits(value as never)) {
      throw new UsageError(`'${key}=${String(value)}' of the fault ${kind}: give ${wants}`);
    }
    checked[key] = value;
  }
  if (kind === 'slow' && rule.bytes === undefined) {
    throw new UsageError("the fault slow takes bytes a second, as in 'slow:bytes=2000'");
  }
  if (rule.ms !== undefined && rule.acts !== undefined) {
    throw new UsageError('the fault late takes ms or acts, not both');
  }
  if (kind === 'error' && rule.channel !== undefined) {
    if (rule.channel !== connects) {
      throw new UsageError(`the fault error takes no other channel than ${connects}`);
    }
    if (rule.performed === true) {
      throw new UsageError(
        'the fault error can be performed=true for calls and safe requests only',
      );
    }
  }
  return checked as unknown as FaultRule;
}

/** @throws UsageError if one is no rule, or there are too many */
export function checkFaultRules(rules: readonly FaultRule[]): readonly FaultRule[] {
  if (!Array.isArray(rules)) throw new UsageError('faults are a list of rules');
  if (rules.length > mostRules) {
    throw new UsageError(`${rules.length} faults are too many; give at most ${mostRules}`);
  }
  return rules.map(checkFaultRule);
}

function list(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
