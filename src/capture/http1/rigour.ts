/**
 * How exactly a peer must keep to RFC 9112. Requests are read `strict`, because whoever stands
 * between two parsers must not let through what they could read differently. Responses are read
 * `lenient`, because desktops accept what old servers send.
 */
export type Rigour = 'strict' | 'lenient';
