/** `/meta/…`: the protocol's own channels (Bayeux §2.2). */
export function isMeta(channel: string): boolean {
  return channel.startsWith('/meta/');
}

/** `/service/…`: requests to the server that are not broadcast (Bayeux §2.2). */
export function isService(channel: string): boolean {
  return channel.startsWith('/service/');
}

/**
 * Whether a subscription covers a channel: the channel itself, `/a/*` for one more segment, `/a/**` for one or more
 * (Bayeux §2.2.1). Wildcards elsewhere than at the end are ordinary text.
 */
export function matchesChannel(pattern: string, channel: string): boolean {
  if (pattern.endsWith('/**')) {
    const parent = pattern.slice(0, -2);
    return channel.length > parent.length && channel.startsWith(parent);
  }
  if (pattern.endsWith('/*')) {
    const parent = pattern.slice(0, -1);
    return (
      channel.length > parent.length &&
      channel.startsWith(parent) &&
      !channel.includes('/', parent.length)
    );
  }
  return pattern === channel;
}
