import { OriginWatch } from '../../capture/rewrite/origin-watch.js';
import { type Check, fine, unknown, warning } from '../check.js';
import type { Answer } from './ask.js';

export interface OriginsOptions {
  readonly rewriteOrigin: boolean;
  /** Whether the answers are those of somebody who has logged in: others say little. */
  readonly loggedIn: boolean;
}

/** Whether the server names itself, or another server, where desktops may follow it past the recorder. */
export function originsCheck(
  target: URL,
  answers: readonly Answer[],
  { rewriteOrigin, loggedIn }: OriginsOptions,
): Check {
  const watch = new OriginWatch(target.origin);
  const naming = answers.filter(({ body }) => watch.names(body));
  const [first] = naming;
  if (first !== undefined) {
    const found = `${target.origin} is named in what ${first.question.method} ${first.question.path} says`;
    if (rewriteOrigin)
      return fine('origins', `${found}; --rewrite-origin puts the recorder in its place`);
    return warning(
      'origins',
      found,
      'record with --rewrite-origin: desktops that follow it go round the recorder',
    );
  }
  const others = [...new Set(answers.flatMap(originsIn))].filter((each) => each !== target.origin);
  if (others.length > 0) {
    return warning(
      'origins',
      `other servers are named in what it says: ${others.slice(0, 3).join(', ')}`,
      'if desktops follow that, they go round the recorder: give the address by which the server knows itself as --target',
    );
  }
  const found = `none of ${answers.length} answers names ${target.origin}`;
  return loggedIn || rewriteOrigin
    ? fine('origins', found)
    : unknown(
        'origins',
        `${found}, but who has logged in may be told more`,
        'ask as somebody, --user NAME; record says so, too, if desktops are told',
      );
}

/** Origins in JSON, as in `"uri":"http://gws.test:8080/api/v2/…"`, also with escaped slashes. */
function originsIn({ headers, body }: Answer): readonly string[] {
  if (!/json/iu.test(headers['content-type'] ?? '')) return [];
  const found = body.matchAll(/"(https?:\\?\/\\?\/[\w.-]{1,253}(?::\d{1,5})?)(?=[/\\"])/giu);
  return Array.from(found, ([, uri = '']) => uri.replaceAll('\\', ''))
    .slice(0, 1_000)
    .flatMap((uri) => (URL.canParse(uri) ? [new URL(uri).origin] : []));
}
