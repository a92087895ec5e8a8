const pseudonym = /~[\w-]{22}(?![\w-])/gu;

/** A text in which each pseudonym of a secret is the same: they are others in each recording. */
export function withoutSecrets(text: string): string {
  return text.includes('~') ? text.replace(pseudonym, '~') : text;
}

/** By which rule two texts that are equal once they are neutral mean the same. */
export function neutralRule(baseline: string, candidate: string): 'secret' | 'origin' {
  return withoutSecrets(baseline) === withoutSecrets(candidate) ? 'secret' : 'origin';
}
