import type { ComponentChildren } from 'preact';
import './section.css';

interface Props {
  readonly title: string;
  /** Beside the title: a count, a size. */
  readonly about?: ComponentChildren;
  readonly tools?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of the panel under a heading. */
export function Section({ title, about, tools, children }: Props) {
  return (
    <section class="detail-section" aria-label={title}>
      <header class="detail-section-head">
        <h3>{title}</h3>
        {about !== undefined && (
          <p class="detail-about" title={typeof about === 'string' ? about : undefined}>
            {about}
          </p>
        )}
        {tools !== undefined && <div class="detail-tools">{tools}</div>}
      </header>
      {children}
    </section>
  );
}
