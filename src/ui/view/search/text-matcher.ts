import type { Row } from '../../protocol/row.js';
import { remembered } from './remembered.js';
import type { SearchContext } from './search-context.js';

/** Looks for a text, whatever its case, in all that the table can show of a row. */
export function textMatcher(text: string, context: SearchContext): (row: Row) => boolean {
  const wanted = text.toLowerCase();
  const has = (value: string | null) => value?.toLowerCase().includes(wanted) === true;
  const inFew = remembered(has);
  const hasOften = (value: string | null) => value !== null && inFew(value);
  return (row) =>
    hasOften(row.operation) ||
    hasOften(row.messageType) ||
    hasOften(row.channel) ||
    hasOften(row.notificationType) ||
    hasOften(row.method) ||
    (row.outcome !== 'complete' && hasOften(row.outcome)) ||
    hasOften(row.rule) ||
    hasOften(row.state) ||
    hasOften(row.client) ||
    (row.session !== null && hasOften(context.userOf(row.session))) ||
    has(row.path) ||
    has(row.reference) ||
    (row.status !== null && String(row.status) === wanted);
}
