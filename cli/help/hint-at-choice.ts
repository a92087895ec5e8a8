import { meantInstead } from '../../src/index.js';

/** What commander says of a value that is none of a flag's choices, with the one that was probably meant. */
export function hintAtChoice(text: string): string {
  return text.replace(
    /(argument '([^']*)' is invalid\. Allowed choices are ([^.]+))\./u,
    (_, told: string, given: string, choices: string) =>
      `${told}${meantInstead(given, choices.split(', '))}`,
  );
}
