import { signal } from '@preact/signals';

/** What was done just now, for who does not see it. */
const said = signal('');

export function announce(words: string): void {
  said.value = words;
}

export function Announcements() {
  return (
    <p class="visually-hidden" role="status">
      {said.value}
    </p>
  );
}
