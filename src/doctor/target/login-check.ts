import { type Check, failure, fine, warning } from '../check.js';
import type { Answer } from './ask.js';

/** Where somebody asks who he is. */
export const loginPath = '/api/v2/me?subresources=*';

/** Whether the server knows who asks. */
export function loginCheck({ status, question }: Answer): Check {
  const found = `${question.method} ${question.path} with the log-in is answered ${status}`;
  if (status === 200) return fine('login', found);
  if (status === 401 || status === 403) {
    return failure('login', found, 'the server refuses it: check user and password');
  }
  return warning(
    'login',
    found,
    'the log-in could not be tried: this API has it elsewhere, or is in trouble',
  );
}
