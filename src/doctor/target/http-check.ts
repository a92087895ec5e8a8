import { serverVersion } from '../../capture/server-version.js';
import { tryParseJson } from '../../json/parse-json.js';
import { type Check, failure, fine, warning } from '../check.js';
import type { Answer } from './ask.js';
import { told } from './told.js';
import { TooLate } from './within.js';

/** Where servers say their version. */
export const versionPath = '/api/v2/diagnostics/version';

/** What an answer over HTTP shows: that there are any, and which version the server is. */
export function httpCheck(target: URL, answer: Answer): Check {
  const { status, headers, httpVersion, took, body, question } = answer;
  const { method, path } = question;
  const found = `${method} ${path} is answered ${status} within ${Math.round(took)} ms, HTTP/${httpVersion}`;
  if (status === 400 && /plain HTTP request.{0,40}HTTPS/iu.test(body)) {
    return failure('http', `${found}: it wants https`, `write --target https://${target.host}`);
  }
  const location = headers.location;
  if (status >= 300 && status < 400 && location !== undefined)
    return redirected(target, found, location);
  if (status >= 500)
    return warning(
      'http',
      found,
      'the server is in trouble, or what stands in front of it: look at its log',
    );
  const json = tryParseJson(body, { depth: 100 });
  const version = serverVersion({ method, path, status, outcome: 'complete', json });
  if (version !== null)
    return fine('http', `${found}; its version is ${version}, which labels the recording`);
  if (status === 401 || status === 403)
    return fine('http', `${found}: it takes a log-in, which desktops have`);
  return fine('http', `${found}; it tells no version there`, 'name the recording with --label');
}

function redirected(target: URL, found: string, location: string): Check {
  const shown = `${found}, with a way to ${told(location)}`;
  const to = URL.canParse(location, target.href) ? new URL(location, target.href) : null;
  if (to === null || to.origin === target.origin) return fine('http', shown);
  return warning(
    'http',
    shown,
    /^https?:$/u.test(to.protocol)
      ? `if that is the server: --target ${to.origin}; desktops that follow it go round the recorder`
      : 'desktops that follow it go round the recorder',
  );
}

/**
 * Why there was no answer.
 *
 * @param speaksTls whether TLS is spoken where plain HTTP was tried
 */
export function noHttp(target: URL, error: unknown, speaksTls: boolean): Check {
  if (speaksTls) {
    const advice = `write --target https://${target.host}`;
    return failure('http', 'it speaks TLS, not plain HTTP', advice);
  }
  if (error instanceof TooLate) {
    return failure(
      'http',
      `no whole answer within ${error.limit} ms`,
      'look at the server: it takes connections and says nothing; --timeout MS gives it longer',
    );
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (code?.startsWith('HPE_')) {
    return failure(
      'http',
      `what answers there is no HTTP/1.1 (${code})`,
      'check the port: another service may listen there',
    );
  }
  return failure(
    'http',
    `the connection broke before there was an answer (${told(code ?? message)})`,
    'check the port, and the log of the server',
  );
}
