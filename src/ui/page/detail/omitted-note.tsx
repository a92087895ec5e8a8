import type { BodyDetail } from '../../protocol/detail.js';

const WHY = {
  'unknown-encoding': 'its encoding is not known, so that nobody could look for secrets in it',
  'broken-encoding': 'its encoding is broken, so that nobody could look for secrets in it',
  'too-large': 'it was larger than the recorder was allowed to keep',
  absent: 'the file that was imported did not hold it',
} as const;

/** Why there is no body to look at, and what is known of it. */
export function OmittedNote({ body }: { readonly body: BodyDetail | null }) {
  const why = WHY[body?.omitted as keyof typeof WHY] ?? body?.omitted ?? 'nobody knows why';
  return (
    <div class="detail-note">
      <p>This body was not stored: {why}.</p>
      {body?.digest != null && (
        <p>
          Keyed hash, to tell whether two are equal:{' '}
          <code class="detail-digest">{body.digest}</code>
        </p>
      )}
    </div>
  );
}
