import { keyOf, type Row } from '../../protocol/row.js';
import { select, shown } from '../state/inspector-state.js';

/** Goes from a call to its first notification, and from a notification to its call; whether there was somewhere to go. */
export function followLink(row: Row): boolean {
  const key = row.call === null ? answerOf(row) : keyOf('call', row.call);
  if (key === null || shown.value?.book.find(key) == null) return false;
  select(key);
  return true;
}

function answerOf(row: Row): string | null {
  if (row.kind !== 'call') return null;
  const answers = shown.value?.book.answersOf(row.id) ?? [];
  return (answers.find(({ copy }) => !copy) ?? answers[0])?.key ?? null;
}
