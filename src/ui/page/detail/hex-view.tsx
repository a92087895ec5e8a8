import { useMemo } from 'preact/hooks';
import { bytesOf, hexLineCount, hexLines } from '../../view/detail/hex-dump.js';
import { Pages } from './pages.js';
import './raw-text.css';

const LINES = 256;

/** Bytes that are no text. */
export function HexView({ label, base64 }: { readonly label: string; readonly base64: string }) {
  const bytes = useMemo(() => bytesOf(base64), [base64]);
  const count = Math.ceil(hexLineCount(bytes) / LINES);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by keys too.
    <section class="detail-raw detail-hex" tabIndex={0} aria-label={label}>
      <Pages
        count={count}
        page={(at) => (
          <pre>
            {hexLines(bytes, at * LINES, (at + 1) * LINES).map(({ offset, hex, text }) => (
              <div class="detail-hex-line" key={offset}>
                <span class="detail-gutter" data-number={offset} />
                <span>{hex.padEnd(48)}</span>
                <span class="detail-ascii">{text}</span>
              </div>
            ))}
          </pre>
        )}
        next={(at) => `Show more (${at} of ${count} pages)`}
      />
    </section>
  );
}
