import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface Props {
  readonly count: number;
  readonly page: (at: number) => ComponentChildren;
  /** What comes with the next page, for the button: `Show lines 201–400`. */
  readonly next: (at: number) => string;
}

/** Pages one below the other: each is made when the end of the one before comes into view, or by the button there. */
export function Pages({ count, page, next }: Props) {
  const [made, setMade] = useState(1);
  const end = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const button = end.current;
    if (button === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setMade(made + 1);
    });
    observer.observe(button);
    return () => observer.disconnect();
  }, [made]);
  return (
    <>
      {[...Array(Math.min(made, count)).keys()].map((at) => (
        <div class="detail-page" key={at}>
          {page(at)}
        </div>
      ))}
      {made < count && (
        <button type="button" class="detail-next" ref={end} onClick={() => setMade(made + 1)}>
          {next(made)}
        </button>
      )}
    </>
  );
}
