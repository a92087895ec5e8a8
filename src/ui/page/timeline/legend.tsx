import { useEffect, useRef } from 'preact/hooks';
import type { Look } from '../../view/timeline/look.js';
import { colourOf } from './canvas-painter.js';
import { cleared } from './canvas-size.js';
import { coloursOf, theme } from './colours.js';
import { paintShape } from './paint-shape.js';
import type { TimelineView } from './timeline-view.js';

const ALWAYS: readonly (readonly [Look, string])[] = [
  ['call', 'call'],
  ['answer', 'notification'],
  ['copy', 'copy'],
];
const NOTABLE: readonly (readonly [Look, string])[] = [
  ['unsolicited', 'unsolicited'],
  ['uncorrelated', 'uncorrelated'],
  ['failed', 'failed'],
  ['miss', 'miss'],
  ['undelivered', 'undelivered'],
];

/** What colours and shapes mean, with how many there are of what one looks for. */
export function Legend({ view }: { readonly view: TimelineView }) {
  view.indexed.value;
  const notable = NOTABLE.flatMap(([look, words]) => {
    const count = view.index.totals.notable.get(look)?.size ?? 0;
    return count === 0 ? [] : [{ look, words: `${count.toLocaleString('en')} ${words}` }];
  });
  return (
    <ul class="timeline-legend" aria-label="Legend">
      {[...ALWAYS.map(([look, words]) => ({ look, words })), ...notable].map(({ look, words }) => (
        <li key={look}>
          <Sample look={look} />
          {words}
        </li>
      ))}
    </ul>
  );
}

function Sample({ look }: { readonly look: Look }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const version = theme.value;
  useEffect(() => {
    const place = canvas.current;
    const pen = place === null ? null : cleared(place, 12, 12);
    if (place === null || pen === null) return;
    const colour = coloursOf(place)[colourOf(look)];
    if (look === 'call' || look === 'uncorrelated' || look === 'failed' || look === 'miss') {
      pen.fillStyle = colour;
      pen.strokeStyle = colour;
      pen.lineWidth = 1.5;
      if (look === 'uncorrelated') pen.strokeRect(0.75, 2.75, 10.5, 6.5);
      else pen.fillRect(0, 2, 12, 8);
    } else {
      paintShape(pen, look, colour, { x: 1, y: 1, width: 10, height: 10 });
    }
  }, [look, version]);
  return <canvas ref={canvas} class="timeline-sample" />;
}
