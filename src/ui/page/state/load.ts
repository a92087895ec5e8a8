import { batch } from '@preact/signals';
import type { News } from '../../protocol/news.js';
import type { InspectorHead } from '../../protocol/recording-head.js';
import { rowsOf } from '../../protocol/row-columns.js';
import { tellsOffsets } from '../table/table-state.js';
import { inspector, recordings, trouble, view } from './inspector-state.js';
import { RecordingState } from './recording-state.js';
import { getJson } from './server.js';

/** Asks what there is to see, and begins to listen to each recording. */
export async function load(): Promise<void> {
  try {
    const head = await getJson<InspectorHead>('api/inspector');
    const states = head.recordings.map((each, place) => new RecordingState(place, each));
    batch(() => {
      inspector.value = head;
      recordings.value = states;
      if (head.compares) {
        view.value = 'compare';
        // By which two timelines are aligned.
        tellsOffsets.value = true;
      }
      document.title = `${head.recordings.map(({ name }) => name).join(' and ')} – Understudy`;
    });
    for (const state of states) listen(state);
  } catch (error) {
    trouble.value = error instanceof Error ? error.message : String(error);
  }
}

/** Takes the rows of a recording as they come, until the server goes. */
function listen(state: RecordingState): void {
  const url = new URL(`api/recordings/${state.place}/rows`, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = '';
  const socket = new WebSocket(url);
  socket.onmessage = ({ data }) => batch(() => take(state, JSON.parse(String(data)) as News));
  socket.onclose = () => {
    const { at } = state.progress.value;
    if (at === 'failed' || at === 'complete') return;
    state.progress.value = {
      at: 'lost',
      message: 'The inspector has ended. What is here stays; reload the page once it runs again.',
    };
  };
}

function take(state: RecordingState, news: News): void {
  switch (news.type) {
    case 'head':
      if (news.head.of === 'stand-in' && state.book.rows.length > 0) {
        // It begins anew, and has forgotten all that was.
        state.book.clear();
        state.version.value += 1;
      }
      state.head.value = news.head;
      state.total.value = news.rows;
      break;
    case 'sessions':
      state.sessions.value = news.sessions;
      break;
    case 'rows':
      state.book.add(rowsOf(news.columns));
      state.version.value += 1;
      if (state.progress.value.at === 'loading') {
        state.progress.value = { at: 'loading', rows: state.book.rows.length };
      }
      break;
    case 'caught-up':
      state.progress.value = { at: news.live ? 'live' : 'complete', more: news.more };
      break;
    case 'failed':
      state.progress.value = { at: 'failed', message: news.message };
      break;
  }
}
