import { computed } from '@preact/signals';
import { finding } from '../../view/detail/found-pieces.js';
import { textsIn } from '../../view/search/compile-search.js';
import { parseSearch } from '../../view/search/parse-search.js';
import { search } from '../state/inspector-state.js';

/** What is searched for as a text: it is marked wherever it stands. */
export const wantedTexts = computed(() => finding(textsIn(parseSearch(search.value))));
