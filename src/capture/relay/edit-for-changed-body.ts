import type { Field } from '../http1/fields.js';
import { type ChangedBody, vouchesForBody } from '../rewrite/passage.js';
import { type Edit, removeField, replaceValue } from './edits.js';

/** What a changed body changes in a field of its head; undefined for most fields. */
export function editForChangedBody(field: Field, { length }: ChangedBody): Edit | undefined {
  if (vouchesForBody(field.key)) return removeField(field);
  return field.key === 'content-length' && length !== null
    ? replaceValue(field, String(length))
    : undefined;
}
