import { UsageError } from '../../errors.js';
import { tryParseJson } from '../../json/parse-json.js';

/** A notification that was not recorded. */
export interface PushedNotification {
  /** Such as `/v2/me/tweets`: no pattern, and not on `/meta/`. */
  readonly channel: string;
  /**
   * What the desktop gets as its `data`: a value, or `{json: text}` to say it without loss (64-bit integers, `1.10`). An
   * object whose only member is a string called `json` is taken for the latter.
   */
  readonly data: unknown;
}

/**
 * The JSON text of a pushed notification's `data`.
 *
 * @throws UsageError if it is no notification
 */
export function pushedData({ channel, data }: PushedNotification): string {
  if (!/^\/[^*]*[^*/]$/u.test(channel) || channel.startsWith('/meta/')) {
    throw new UsageError(
      `'${channel}' is no channel for a notification; give one like /v2/me/tweets`,
    );
  }
  return givenJson(data, 'the data of a pushed notification', `a notification on ${channel}`);
}

/**
 * The JSON text of a value that a test gives, or of `{json: text}`.
 *
 * @param what the value is, and `of` whose its text is, in words
 * @throws UsageError if it can't be written as JSON, or its text is none
 */
export function givenJson(value: unknown, what: string, of: string): string {
  const text = isJsonText(value) ? value.json : textOfValue(value, what);
  if (tryParseJson(text) === null) throw new UsageError(`the json of ${of} is not valid JSON`);
  return text;
}

/** The whole message, as a server would say it. */
export function pushedText(channel: string, data: string): string {
  return `{"channel":${JSON.stringify(channel)},"data":${data}}`;
}

function isJsonText(data: unknown): data is { readonly json: string } {
  return (
    typeof data === 'object' &&
    data !== null &&
    Object.keys(data).length === 1 &&
    'json' in data &&
    typeof data.json === 'string'
  );
}

function textOfValue(data: unknown, what: string): string {
  try {
    const text: string | undefined = JSON.stringify(data);
    if (text !== undefined) return text;
  } catch {
    // A cycle, or a bigint.
  }
  throw new UsageError(
    `${what} can't be written as JSON; give a value, or its text as {json: "…"}`,
  );
}
