import { Icon } from './icon.js';
import { THEMES, theme } from './theme.js';

const WORDS = { system: 'as the system', light: 'light', dark: 'dark' } as const;

/** Goes through the colours: as the system says, light, dark. */
export function ThemeButton() {
  const now = theme.value;
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length] ?? 'system';
  return (
    <button
      type="button"
      class="shell-icon-button"
      title={`Colours: ${WORDS[now]}`}
      aria-label={`Colours: ${WORDS[now]}. Change to ${WORDS[next]}`}
      onClick={() => {
        theme.value = next;
      }}
    >
      <Icon name={now} />
    </button>
  );
}
