import { untracked, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
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
  step,
  visited,
  wanted,
} from './detail-state.js';
import { ExchangeView } from './exchange-view.js';
import { MessageView } from './message-view.js';
import { PanelEdge, panelWidth } from './panel-edge.js';

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
  useKeys(panel);
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

/** Esc closes the panel and gives the focus back; Alt with an arrow goes where one was before. */
function useKeys(panel: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    let outside: HTMLElement | null = null;
    const onFocus = ({ target }: FocusEvent) => {
      const isInside = target instanceof Node && panel.current?.contains(target) === true;
      if (!isInside && target instanceof HTMLElement) outside = target;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || selectedKey.value === null) return;
      if (event.key === 'Escape' && !isElsewhere(event.target)) {
        const hadFocus = panel.current?.contains(document.activeElement) === true;
        selectedKey.value = null;
        if (hadFocus && outside?.isConnected === true) outside.focus();
      } else if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
        event.preventDefault();
        step(event.key === 'ArrowLeft' ? 'back' : 'forward');
      }
    };
    document.addEventListener('focusin', onFocus);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}

/** Where Esc means something else. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, textarea, dialog') !== null;
}
