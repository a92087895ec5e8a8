/** One character of a search; `isLiteral` if it stood in quotes, where it means nothing but itself. */
interface SearchCharacter {
  readonly text: string;
  readonly isLiteral: boolean;
}

/** What stands between two spaces of a search; quotes hold spaces together. */
export interface SearchWord {
  /** Where it stands in the text, quotes included. */
  readonly from: number;
  readonly to: number;
  /** Where the quote stands that is not closed; null if all are. */
  readonly openQuote: number | null;
  readonly characters: readonly SearchCharacter[];
}

const SPACE = /\s/u;

/** The words of a search. A quote that is not closed goes to the end; in quotes `\` makes a quote or `\` after it mean itself. */
export function wordsOf(text: string): readonly SearchWord[] {
  const words: SearchWord[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const word = wordAt(text, at);
    words.push(word);
    at = word.to;
  }
  return words;
}

function wordAt(text: string, from: number): SearchWord {
  const characters: SearchCharacter[] = [];
  let isLiteral = false;
  let quote = from;
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '"') {
      isLiteral = !isLiteral;
      quote = at;
    } else if (isLiteral && character === '\\' && (next === '"' || next === '\\')) {
      at += 1;
      characters.push({ text: next, isLiteral });
    } else if (!isLiteral && SPACE.test(character)) break;
    else characters.push({ text: character, isLiteral });
  }
  return { from, to: at, openQuote: isLiteral ? quote : null, characters };
}

export function textOf(characters: readonly SearchCharacter[]): string {
  return characters.map(({ text }) => text).join('');
}

/** Divides at each of `marks` that is not quoted. */
export function dividedAt(
  characters: readonly SearchCharacter[],
  marks: string,
): readonly (readonly SearchCharacter[])[] {
  const pieces: SearchCharacter[][] = [[]];
  for (const character of characters) {
    if (!character.isLiteral && marks.includes(character.text)) pieces.push([]);
    else pieces.at(-1)?.push(character);
  }
  return pieces;
}
