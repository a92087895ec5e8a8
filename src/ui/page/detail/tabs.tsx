import type { ComponentChildren } from 'preact';

/** One of several things that are shown in the same place. */
export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly content: () => ComponentChildren;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** Tabs by ARIA's pattern: arrows go from one to the next, and only the chosen one is in the order of the Tab key. */
export function Tabs({ label, tabs, chosen, onChoose }: Props) {
  const tab = tabs.find(({ id }) => id === chosen) ?? tabs[0];
  if (tab === undefined) return null;
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const at = tabs.indexOf(tab);
    const to = {
      ArrowRight: tabs[(at + 1) % tabs.length],
      ArrowLeft: tabs.at(at - 1),
      Home: tabs[0],
      End: tabs.at(-1),
    }[event.key];
    if (to === undefined || event.altKey) return;
    event.preventDefault();
    onChoose(to.id);
    event.currentTarget.querySelector<HTMLElement>(`#detail-tab-${to.id}`)?.focus();
  };
  return (
    <>
      <div class="detail-tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ id, label: words, count }) => (
          <button
            type="button"
            role="tab"
            id={`detail-tab-${id}`}
            key={id}
            aria-selected={id === tab.id}
            aria-controls="detail-content"
            tabIndex={id === tab.id ? 0 : -1}
            onClick={() => onChoose(id)}
          >
            {words}
            {count !== undefined && <span class="detail-tab-count">{count}</span>}
          </button>
        ))}
      </div>
      <div
        class="detail-content"
        role="tabpanel"
        id="detail-content"
        aria-labelledby={`detail-tab-${tab.id}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keys too.
        tabIndex={0}
        key={tab.id}
      >
        {tab.content()}
      </div>
    </>
  );
}
