import { signal } from '@preact/signals';
import type { ExchangeDetail } from '../../protocol/detail.js';
import { curlCommand } from '../../view/detail/curl-command.js';
import { CopyButton } from './copy-button.js';

/** What to know of the command that was copied last, and of which exchange it is. */
const told = signal<{ readonly key: string; readonly notes: readonly string[] } | null>(null);

export function CurlButton({ detail }: { readonly detail: ExchangeDetail }) {
  return (
    <CopyButton
      what="as curl"
      label="curl"
      text={() => {
        const { command, notes } = curlCommand(detail);
        told.value = { key: detail.row.key, notes };
        return command;
      }}
    />
  );
}

/** Says what to know of the command that was copied, as long as its exchange is shown. */
export function CurlNotes({ detail }: { readonly detail: ExchangeDetail }) {
  const now = told.value;
  if (now === null || now.key !== detail.row.key || now.notes.length === 0) return null;
  return (
    <div class="detail-note detail-curl-notes" role="status">
      {now.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}
