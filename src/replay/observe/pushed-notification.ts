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
  const text = isJsonText(data) ? data.json : textOfValue(data);
  if (tryParseJson(text) === null) {
    throw new UsageError(`the json of a notification on ${channel} is not valid JSON`);
  }
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

function textOfValue(data: unknown): string {
  try {
    const text: string | undefined = JSON.stringify(data);
    if (text !== undefined) return text;
  } catch {
    // A cycle, or a bigint.
  }
  throw new UsageError(
    'the data of a pushed notification can\'t be written as JSON; give a value, or its text as {json: "…"}',
  );
}
