import { useEffect, useRef } from 'preact/hooks';
import { HELP } from '../../view/help.js';
import { Icon } from './icon.js';

/** The keys and what they do; `?` opens it from anywhere. */
export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => {
    if (dialog.current !== null && !dialog.current.open) dialog.current.showModal();
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      open();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        class="shell-icon-button"
        title="Keys (?)"
        aria-label="Keys and what they do"
        aria-haspopup="dialog"
        onClick={open}
      >
        <Icon name="help" />
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the browser closes it by Esc. */}
      <dialog
        ref={dialog}
        class="help"
        aria-labelledby="help-title"
        onClick={(event) => {
          // Beside it, on the ground behind.
          if (event.target === event.currentTarget) event.currentTarget.close();
        }}
      >
        <div class="help-inside">
          <div class="help-head">
            <h2 id="help-title">Keys</h2>
            <form method="dialog">
              <button type="submit" class="shell-icon-button" aria-label="Close">
                <Icon name="close" />
              </button>
            </form>
          </div>
          <div class="help-groups">
            {HELP.map(({ title, keys }) => (
              <section key={title}>
                <h3>{title}</h3>
                <dl>
                  {keys.map(({ press, does }) => (
                    <div key={does}>
                      <dt>
                        {press.map((each) => (
                          <kbd key={each}>{each}</kbd>
                        ))}
                      </dt>
                      <dd>{does}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </div>
      </dialog>
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
