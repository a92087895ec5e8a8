import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type JsonNode, textOf } from '../../../json/node.js';
import { type JsonTreeLine, jsonLines, ROOT_ID } from '../../view/detail/json-lines.js';
import { allOpen, openAtFirst } from '../../view/detail/open-at-first.js';
import { openWhere } from '../../view/detail/open-where.js';
import { treeStep } from '../../view/detail/tree-keys.js';
import { copyText } from './copy-text.js';
import { JsonLine } from './json-line.js';
import { JsonPlace } from './json-place.js';
import type { Marks } from './marks.js';
import { wantedTexts } from './wanted-texts.js';
import './json-tree.css';

interface Props {
  readonly label: string;
  readonly node: JsonNode;
  readonly marks: Marks;
}

/** So many lines "open all" shows at most. */
const MOST_LINES = 2_000;

/** A JSON value as a tree (ARIA's pattern of that name): nothing of it is lost, and only what is open is made. */
export function JsonTree({ label, node, marks }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set([...openAtFirst(node), ...openWhere(node, wantedTexts.peek())]),
  );
  const [active, setActive] = useState(ROOT_ID);
  const [isActive, setIsActive] = useState(false);
  const tree = useRef<HTMLDivElement>(null);
  const focuses = useRef(false);
  const lines = useMemo(() => jsonLines(node, (id) => open.has(id)), [node, open]);
  const activeLine = lines.find(({ id }) => id === active) ?? (lines[0] as JsonTreeLine);

  useLayoutEffect(() => {
    if (!focuses.current) return;
    focuses.current = false;
    tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });

  const toggle = (ids: readonly string[], to: boolean) => {
    const next = new Set(open);
    for (const id of ids) {
      if (to) next.add(id);
      else next.delete(id);
    }
    setOpen(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = treeStep(lines, activeLine, event.key);
    if (step === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (step.copies === 'value') void copyText(textOf(activeLine.node), 'Value');
    if (step.copies === 'pointer') void copyText(activeLine.pointer, 'JSON Pointer');
    if (step.opens !== undefined) toggle(step.opens, true);
    if (step.closes !== undefined) toggle(step.closes, false);
    if (step.to !== undefined) setActive(step.to);
    if (step.shows === true) shownWhole(tree.current)?.click();
    focuses.current = true;
  };

  return (
    <div class="detail-json">
      <div
        ref={tree}
        class="detail-tree"
        role="tree"
        aria-label={label}
        onKeyDown={onKeyDown}
        onFocusIn={() => setIsActive(true)}
      >
        {lines.map((line) => (
          <JsonLine
            key={line.id}
            line={line}
            active={line.id === activeLine.id}
            marks={marks}
            onActive={() => setActive(line.id)}
            onToggle={() => toggle([line.id], line.open !== true)}
          />
        ))}
      </div>
      {isActive && (
        <JsonPlace
          line={activeLine}
          onOpenAll={() => {
            const all = allOpen(node, MOST_LINES);
            if (all !== null) setOpen(all);
            return all !== null;
          }}
          onCloseAll={() => setOpen(new Set([ROOT_ID]))}
        />
      )}
    </div>
  );
}

/** What shows all of a long text in the active line, if it has one. */
function shownWhole(tree: HTMLElement | null): HTMLElement | null {
  return tree?.querySelector<HTMLElement>('[tabindex="0"] .detail-more') ?? null;
}
