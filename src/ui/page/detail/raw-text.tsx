import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type TextLine, textPages } from '../../view/detail/text-pages.js';
import { Pages } from './pages.js';
import { Text } from './text.js';
import './raw-text.css';

export const wraps = signal(true);

interface Props {
  readonly label: string;
  readonly text: string;
  readonly masked: boolean;
}

/** A text as it is, with the numbers of its lines; what can't be seen in it is written out. */
export function RawText({ label, text, masked }: Props) {
  const pages = useMemo(() => textPages(text), [text]);
  return (
    <section
      class={`detail-raw ${wraps.value ? 'detail-wraps' : ''}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by keys too.
      tabIndex={0}
      aria-label={label}
    >
      <Pages
        count={pages.length}
        page={(at) => pages[at]?.map((line, row) => <Line line={line} masked={masked} key={row} />)}
        next={(at) => `Show more (${at} of ${pages.length} pages)`}
      />
    </section>
  );
}

function Line({ line, masked }: { readonly line: TextLine; readonly masked: boolean }) {
  return (
    <div class="detail-raw-line">
      <span class="detail-gutter" data-number={line.number ?? ''} />
      <code>
        <Text text={line.text} masked={masked} />
        {line.ending === '\r\n' && (
          <span class="detail-unseen" title="The line ends with carriage return and line feed">
            \r
          </span>
        )}
        {line.ending === '\r' && (
          <span class="detail-unseen" title="The line ends with a carriage return">
            \r
          </span>
        )}
      </code>
    </div>
  );
}
