import { type JsonTreeLine, ROOT_ID } from './json-lines.js';

/** What a key does in a tree. */
export interface TreeStep {
  /** The line that becomes the active one. */
  readonly to?: string;
  readonly opens?: readonly string[];
  readonly closes?: readonly string[];
  readonly copies?: 'value' | 'pointer';
  /** A text that is too long for its line is shown whole. */
  readonly shows?: true;
}

/** What a key does, by ARIA's pattern of trees; null if nothing. */
export function treeStep(
  lines: readonly JsonTreeLine[],
  active: JsonTreeLine,
  key: string,
): TreeStep | null {
  const at = lines.indexOf(active);
  switch (key) {
    case 'ArrowDown':
      return to(lines[at + 1]);
    case 'ArrowUp':
      return to(lines[at - 1]);
    case 'Home':
      return to(lines[0]);
    case 'End':
      return to(lines.at(-1));
    case 'ArrowRight':
      if (active.open === false) return { opens: [active.id] };
      return active.open === true ? to(lines[at + 1]) : {};
    case 'ArrowLeft':
      if (active.open === true && active.id !== ROOT_ID) return { closes: [active.id] };
      return active.parent === null ? {} : { to: active.parent };
    case 'Enter':
    case ' ':
      if (active.open === null) return { shows: true };
      return active.open ? { closes: [active.id] } : { opens: [active.id] };
    case '*':
      return {
        opens: lines
          .filter(({ parent, open }) => parent === active.parent && open === false)
          .map(({ id }) => id),
      };
    case 'c':
    case 'C':
      return { copies: 'value' };
    case 'p':
    case 'P':
      return { copies: 'pointer' };
    default:
      return null;
  }
}

function to(line: JsonTreeLine | undefined): TreeStep {
  return line === undefined ? {} : { to: line.id };
}
