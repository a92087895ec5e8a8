import { editDistance } from '../../../nearest-name.js';

/** The word that is meant by one that is none: at most two letters differ; null if none is near. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  if (word.length > MOST_LETTERS) return null;
  const most = word.length < 4 ? 1 : 2;
  let nearest: string | null = null;
  let least = most + 1;
  for (const each of known) {
    const distance = each.startsWith(word) && word.length > 1 ? 1 : editDistance(word, each);
    if (distance >= least) continue;
    least = distance;
    nearest = each;
  }
  return nearest;
}

const MOST_LETTERS = 32;
