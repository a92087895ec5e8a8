import { effect, signal, untracked } from '@preact/signals';
import type { TextFound } from '../../protocol/detail.js';
import { textsIn } from '../../view/search/compile-search.js';
import { parseSearch } from '../../view/search/parse-search.js';
import { search, shown } from './inspector-state.js';
import { getJson } from './server.js';

/** Where the server found a text. */
interface Found {
  readonly keys: ReadonlySet<string>;
  readonly more: boolean;
  /** How many rows there were when it looked. */
  readonly rows: number;
}

/** By text, in the recording that is shown. */
export const foundTexts = signal<ReadonlyMap<string, Found>>(new Map());

/** Whether the server looks for a text; or why it could not. */
export const textSearch = signal<'idle' | 'asking' | { readonly failed: string }>('idle');

/** A single letter stands everywhere. */
const LEAST_TEXT = 2;

let asked: {
  readonly name: string;
  readonly place: number;
  readonly abort: AbortController;
} | null = null;

/** Asks the server for the texts of a search; what is asked meanwhile takes the place of it. */
async function ask(place: number, texts: readonly string[], rows: number): Promise<void> {
  const name = JSON.stringify([place, texts, rows]);
  if (asked?.name === name) return;
  asked?.abort.abort();
  if (asked?.place !== place) foundTexts.value = new Map();
  const abort = new AbortController();
  asked = { name, place, abort };
  textSearch.value = 'asking';
  try {
    const found = new Map<string, Found>();
    for (const text of texts) {
      const path = `api/recordings/${place}/text?q=${encodeURIComponent(text)}`;
      const { keys, more } = await getJson<TextFound>(path, abort.signal);
      found.set(text, { keys: new Set(keys), more, rows });
    }
    if (abort.signal.aborted) return;
    foundTexts.value = found;
    textSearch.value = 'idle';
  } catch (error) {
    if (abort.signal.aborted) return;
    textSearch.value = { failed: error instanceof Error ? error.message : String(error) };
  }
}

function forget(): void {
  asked?.abort.abort();
  asked = null;
  if (foundTexts.peek().size > 0) foundTexts.value = new Map();
  textSearch.value = 'idle';
}

/** Follows the search box. While a recording goes on it is asked again when there is a tenth more than before. */
effect(() => {
  const state = shown.value;
  const texts = textsIn(parseSearch(search.value)).filter(({ length }) => length >= LEAST_TEXT);
  if (state === null || texts.length === 0) return untracked(forget);
  const rows = state.rowCount.value;
  state.version.value;
  untracked(() => void ask(state.place, texts, steps(rows)));
});

/** Of numbers that differ by less than about a tenth, the same. */
function steps(rows: number): number {
  return rows === 0 ? 0 : Math.floor(Math.log(rows) / Math.log(1.1));
}
