/** More segments no real channel has. */
const MOST_SEGMENTS = 100;

/**
 * All subscriptions that cover a channel, as `matchesChannel` says, so that they can be looked up instead of
 * compared one by one. Of `/a/**` those of the first hundred segments.
 */
export function* coveringPatterns(channel: string): Generator<string> {
  const isPattern = channel.endsWith('/*') || channel.endsWith('/**');
  if (!isPattern) yield channel;
  const last = channel.lastIndexOf('/') + 1;
  if (last > 0 && last < channel.length) yield `${channel.slice(0, last)}*`;
  let slash = channel.indexOf('/');
  for (let count = 0; slash >= 0 && count < MOST_SEGMENTS; count++) {
    if (slash + 1 < channel.length) yield `${channel.slice(0, slash + 1)}**`;
    slash = channel.indexOf('/', slash + 1);
  }
}
