import type { Option } from 'commander';

/**
 * Whether a number may stand in a file for what the flag takes as this text: the flag's own reader makes a number of it, or it
 * is one of its choices. A label is no number: 9.10 would be 9.1.
 */
export function takesNumbers(option: Option, digits: string): boolean {
  if (option.argChoices !== undefined) return option.argChoices.includes(digits);
  return samples.some((sample) => isNumber(option, sample));
}

/** Readers refuse what is out of range. */
const samples = ['1', '2', '10', '100', '1000', '10000', '100000', '1000000'];

function isNumber(option: Option, text: string): boolean {
  try {
    const value: unknown = option.parseArg?.(text, undefined);
    return typeof value === 'number' || (Array.isArray(value) && typeof value[0] === 'number');
  } catch {
    return false;
  }
}
