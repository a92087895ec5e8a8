import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { briefText } from '../../view/brief-text.js';
import { search, shown } from '../state/inspector-state.js';
import './search-box.css';
import { caret, completion, isOffering } from './search-choices.js';
import { foundWords, searchNotes } from './search-words.js';

/** The one search box: what it finds is counted beside it, and what could be meant is offered below (ARIA APG, combobox). */
export function SearchBox() {
  const input = useRef<HTMLInputElement>(null);
  /** Which choice the arrow keys have come to; -1 is none. */
  const active = useSignal(-1);
  const { from, to, choices } = completion.value;
  const isOpen = isOffering.value && choices.length > 0;
  const notes = searchNotes.value;
  // What goes on all the time is not said all the time.
  const isLive = shown.value?.progress.value.at === 'live';

  const choose = (at: number): void => {
    const choice = choices[at];
    if (choice === undefined || input.current === null) return;
    const before = search.value.slice(0, from) + choice.insert;
    const after = search.value.slice(to).replace(/^ /u, '');
    search.value = before + after;
    // The box must have it before the caret can stand in it.
    input.current.value = search.value;
    input.current.setSelectionRange(before.length, before.length);
    input.current.focus();
    caret.value = before.length;
    active.value = -1;
    isOffering.value = choice.insert.endsWith(':');
  };

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is known to too few browsers yet.
    <div class="search-box" role="search">
      <div class={`search-frame${notes.length > 0 ? ' search-frame-noted' : ''}`}>
        <svg class="search-glass" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="7" cy="7" r="4.5" />
          <path d="m10.5 10.5 4 4" />
        </svg>
        <input
          ref={input}
          class="search-input"
          type="text"
          role="combobox"
          aria-label="Search"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls="search-choices"
          aria-activedescendant={isOpen && active.value >= 0 ? choiceId(active.value) : undefined}
          aria-describedby="search-found search-notes"
          aria-keyshortcuts="/"
          autocomplete="off"
          spellcheck={false}
          placeholder='operation:Complete status:>=400 user:a1 uncorrelated "text"'
          value={search.value}
          onInput={(event) => {
            search.value = event.currentTarget.value;
            caret.value = event.currentTarget.selectionStart ?? 0;
            active.value = -1;
            isOffering.value = true;
          }}
          onClick={(event) => {
            caret.value = event.currentTarget.selectionStart ?? 0;
            isOffering.value = true;
          }}
          onBlur={() => {
            isOffering.value = false;
          }}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (event.isComposing) return;
            if (step !== 0) {
              event.preventDefault();
              caret.value = event.currentTarget.selectionStart ?? 0;
              if (isOpen) active.value = stepped(active.value, step, choices.length);
              else isOffering.value = true;
            } else if (
              (event.key === 'Enter' || event.key === 'Tab') &&
              isOpen &&
              active.value >= 0
            ) {
              event.preventDefault();
              choose(active.value);
            } else if (event.key === 'Enter') {
              isOffering.value = false;
            } else if (event.key === 'Escape') {
              event.preventDefault();
              if (isOpen) isOffering.value = false;
              else leave(event.currentTarget);
            }
          }}
        />
        <p class="search-found" id="search-found" aria-live={isLive ? 'off' : 'polite'}>
          {foundWords.value}
        </p>
        {search.value !== '' && (
          <button
            type="button"
            class="search-clear"
            aria-label="Clear the search"
            title="Clear the search"
            onClick={() => {
              search.value = '';
              input.current?.focus();
            }}
          >
            ×
          </button>
        )}
      </div>
      <div class="search-below" hidden={!isOpen && notes.length === 0}>
        <div
          class="search-choices"
          id="search-choices"
          role="listbox"
          aria-label="What could be meant"
          hidden={!isOpen}
        >
          {isOpen &&
            choices.map((choice, at) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box.
              // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the keys.
              <div
                key={choice.label}
                id={choiceId(at)}
                role="option"
                class="search-choice"
                aria-selected={at === active.value}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(at)}
              >
                <span class="search-choice-label">{briefText(choice.label)}</span>
                <span class="search-choice-hint">{choice.hint}</span>
                {choice.count !== null && (
                  <span class="search-choice-count">{choice.count.toLocaleString('en')}</span>
                )}
              </div>
            ))}
        </div>
        <div class="search-notes" id="search-notes" aria-live="polite" hidden={notes.length === 0}>
          {notes.map((note) => (
            <p key={note}>{briefText(note)}</p>
          ))}
        </div>
      </div>
    </div>
  );
}

function choiceId(at: number): string {
  return `search-choice-${at}`;
}

/** Round and round, with the box itself between last and first. */
function stepped(active: number, step: number, choices: number): number {
  return ((active + 1 + step + choices + 1) % (choices + 1)) - 1;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
  );
}

/** Back to the events, where there are any. */
function leave(input: HTMLInputElement): void {
  const grid = document.querySelector<HTMLElement>('[role="grid"]');
  if (grid === null) input.blur();
  else grid.focus();
}
