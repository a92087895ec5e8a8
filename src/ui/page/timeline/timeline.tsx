import { shown } from '../state/inspector-state.js';

/** A lane for each desktop, HTTP above and Bayeux below, time across. */
export function Timeline() {
  const state = shown.value;
  return (
    <section class="timeline" aria-label="Timeline">
      {state?.sessions.value.length ?? 0} desktops
    </section>
  );
}
