import { headerValue } from '../../recording/headers.js';
import { noRedactRules, type RedactRules } from '../../redact/redact-rules.js';
import { createRedactor } from '../../redact/redactor.js';
import { randomKey } from '../../time/chance.js';
import { withSecrets } from '../answer/pseudonyms.js';
import type { LiveRequest } from '../exchange-at-the-door.js';

/**
 * Takes the secrets out of live requests before they are shown in a miss or a report, which may be
 * written to disk. Nobody ever learns the key, and the pseudonyms are cut to their mark, so that what is shown
 * depends on the request alone.
 *
 * @param rules what is secret besides credentials
 */
export function discreetRequests(
  rules: RedactRules = noRedactRules,
): (request: LiveRequest) => LiveRequest {
  const redactor = createRedactor({ key: randomKey(), rules });
  const plain = (text: string): string => withSecrets(text, () => '~');
  return (request) => {
    const { headers } = redactor.headers(request.headers);
    const { target } = redactor.target(request.target);
    const body =
      request.body === null
        ? null
        : redactor.body(request.body, headerValue(request.headers, 'content-type'));
    return {
      ...request,
      headers,
      target: plain(target),
      body:
        body === null || body.places.length === 0 || body.text === null
          ? (body?.content ?? null)
          : Buffer.from(plain(body.text)),
    };
  };
}
