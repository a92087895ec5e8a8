import { untracked, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { selectedKey } from '../state/inspector-state.js';
import { Announcements } from './announce.js';
import './detail.css';
import { DetailBar } from './detail-bar.js';
import {
  clearDetail,
  detailTrouble,
  fetchDetail,
  isFetching,
  shownDetail,
  visited,
  wanted,
} from './detail-state.js';
import { ExchangeView } from './exchange-view.js';
import { MessageView } from './message-view.js';
import { PanelEdge, panelWidth } from './panel-edge.js';
import { useFoundInView } from './use-found-in-view.js';
import { useKeptFocus } from './use-kept-focus.js';
import { usePanelKeys } from './use-panel-keys.js';

/** The selected row whole. */
export function Detail() {
  const panel = useRef<HTMLElement>(null);
  useSignalEffect(() => {
    const next = wanted.value;
    // What is done about it must not be what it depends on.
    untracked(() => {
      if (next === null) return clearDetail();
      visited(next.place, next.key);
      fetchDetail(next.place, next.key);
    });
  });
  usePanelKeys(panel);
  useKeptFocus(panel);
  useFoundInView(panel);
  if (selectedKey.value === null) return <Announcements />;
  return (
    <aside
      ref={panel}
      id="detail"
      class="detail"
      aria-label="Details"
      aria-busy={isFetching.value}
      style={{ width: `${panelWidth.value}%` }}
    >
      <PanelEdge />
      <div class="detail-inside">
        <DetailBar />
        <Content />
      </div>
      <Announcements />
    </aside>
  );
}

function Content() {
  const trouble = detailTrouble.value;
  const now = shownDetail.value;
  if (trouble !== null) {
    return (
      <div class="detail-nothing">
        <p role="alert">{trouble}</p>
        <button
          type="button"
          onClick={() => {
            const next = wanted.value;
            if (next !== null) fetchDetail(next.place, next.key);
          }}
        >
          Try again
        </button>
      </div>
    );
  }
  if (now === null) return <div class="detail-nothing detail-waits">Loading…</div>;
  const key = `${now.place}/${now.key}`;
  return now.of === 'exchange' ? (
    <ExchangeView key={key} place={now.place} detail={now.detail} />
  ) : (
    <MessageView key={key} detail={now.detail} />
  );
}
