import { batch, computed, signal } from '@preact/signals';
import type { ExchangeDetail, MessageDetail } from '../../protocol/detail.js';
import { SelectHistory } from '../../view/detail/select-history.js';
import { select, selectedKey, selectedRow, shown, shownPlace } from '../state/inspector-state.js';
import { getJson } from '../state/server.js';

/** What the panel shows, whole. */
export type Shown = { readonly place: number; readonly key: string } & (
  | { readonly of: 'exchange'; readonly detail: ExchangeDetail }
  | { readonly of: 'message'; readonly detail: MessageDetail }
);

/** What came last. It stays while the next is on its way, so that nothing flickers. */
export const shownDetail = signal<Shown | null>(null);

/** Why the selected row can't be shown; null if it can. */
export const detailTrouble = signal<string | null>(null);

export const isFetching = signal(false);

/** Changes whenever what is selected, or what is known of it, does. */
export const wanted = computed(() => {
  const key = selectedKey.value;
  if (key === null) return null;
  const row = selectedRow.value;
  return { place: shownPlace.value, key, row, answers: answerCount.value };
});

/** A copy that is linked later changes no row of the call. */
const answerCount = computed(() => {
  const row = selectedRow.value;
  const state = shown.value;
  if (row === null || state === null || row.kind !== 'call') return 0;
  state.version.value;
  return state.book.answersOf(row.id).length;
});

interface Fetching {
  readonly place: number;
  readonly key: string;
  readonly abort: AbortController;
  /** It has changed since it was asked for. */
  again: boolean;
}

let fetching: Fetching | null = null;

/** Fetches a row whole; one that is on its way already is fetched again after that, if it has changed. */
export function fetchDetail(place: number, key: string): void {
  if (fetching !== null && fetching.place === place && fetching.key === key) {
    fetching.again = true;
    return;
  }
  stopFetching();
  const mine: Fetching = { place, key, abort: new AbortController(), again: false };
  fetching = mine;
  isFetching.value = true;
  void fetchAll(mine);
}

/** Forgets what is shown: nothing is selected. */
export function clearDetail(): void {
  stopFetching();
  batch(() => {
    shownDetail.value = null;
    detailTrouble.value = null;
  });
}

function stopFetching(): void {
  fetching?.abort.abort();
  fetching = null;
  isFetching.value = false;
}

async function fetchAll(mine: Fetching): Promise<void> {
  try {
    do {
      mine.again = false;
      const next = await fetchOne(mine);
      if (fetching !== mine) return;
      batch(() => {
        shownDetail.value = next;
        detailTrouble.value = null;
      });
    } while (mine.again);
  } catch (error) {
    if (fetching !== mine) return;
    detailTrouble.value = error instanceof Error ? error.message : String(error);
  }
  fetching = null;
  isFetching.value = false;
}

async function fetchOne({ place, key, abort }: Fetching): Promise<Shown> {
  const id = key.slice(1);
  const base = `api/recordings/${place}`;
  if (key.startsWith('m')) {
    const detail = await getJson<MessageDetail>(`${base}/messages/${id}`, abort.signal);
    return { place, key, of: 'message', detail };
  }
  const detail = await getJson<ExchangeDetail>(`${base}/exchanges/${id}`, abort.signal);
  return { place, key, of: 'exchange', detail };
}

const history = new SelectHistory();

/** Rises with each step, for what depends on whether there is a way back. */
const steps = signal(0);

export const canGoBack = computed(() => {
  steps.value;
  return history.canGoBack;
});

export const canGoForward = computed(() => {
  steps.value;
  return history.canGoForward;
});

export function visited(place: number, key: string): void {
  history.visit({ place, key });
  steps.value++;
}

/** Selects what was selected before, or after. */
export function step(direction: 'back' | 'forward'): void {
  const to = direction === 'back' ? history.back() : history.forward();
  if (to === null) return;
  steps.value++;
  select(to.key, to.place);
}
