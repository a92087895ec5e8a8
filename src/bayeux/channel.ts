/** `/meta/…`: the protocol's own channels (Bayeux §2.2.2). */
export function isMeta(channel: string): boolean {
  return channel.startsWith('/meta/');
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

/** Fewer patterns are looked at one by one. */
const FEW = 8;

/** Whether one of the subscriptions covers a channel (`matchesChannel`), however many there are. */
export function isCovered(channel: string, patterns: ReadonlySet<string>): boolean {
  if (patterns.size <= FEW) {
    for (const pattern of patterns) if (matchesChannel(pattern, channel)) return true;
    return false;
  }
  if (patterns.has(channel)) return true;
  const last = channel.lastIndexOf('/');
  const ends = last === channel.length - 1;
  if (last >= 0 && !ends && patterns.has(`${channel.slice(0, last + 1)}*`)) return true;
  for (let at = ends ? last - 1 : last; at >= 0; at--) {
    if (channel[at] === '/' && patterns.has(`${channel.slice(0, at + 1)}**`)) return true;
  }
  return false;
}

/** Whether a name keeps to the grammar of channels and of patterns (Bayeux §2.2, §2.2.1). Servers let more pass. */
export function isValidChannel(name: string): boolean {
  return CHANNEL.test(name) || PATTERN.test(name);
}

const CHANNEL = /^(?:\/[\w!~()$@-]+)+$/;
const PATTERN = /^(?:\/[\w!~()$@-]+)*\/\*{1,2}$/;
