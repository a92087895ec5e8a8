import { withoutSecrets } from '../compare/neutral-text.js';
import { dateForm } from './date-form.js';

/** One text for all moments in one form, and for all secrets: a server says others whenever it is asked. */
export function anyMoment(text: string): string {
  return dateForm(JSON.stringify(text)) ?? withoutSecrets(text);
}
