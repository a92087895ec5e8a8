/** Milliseconds since the epoch as ISO 8601 UTC; `round` first, for `%f` cuts off. */
const iso = (column: string): string =>
  `strftime('%Y-%m-%dT%H:%M:%fZ', round(${column}) / 1000.0, 'unixepoch')`;

/** `CAST` keeps the bytes: whether they are UTF-8 was found out when they were written. */
const body = (alias: string): string =>
  `CASE WHEN ${alias}.is_text THEN CAST(${alias}.content AS TEXT) ELSE ${alias}.content END`;

/** The Bayeux transport that an exchange used, if any; a websocket that was refused is none. */
export const TRANSPORT = `CASE
      WHEN request.kind = 'websocket' AND coalesce(response.status, 101) = 101 THEN 'websocket'
      WHEN request.kind = 'bayeux' AND request.method = 'GET' THEN 'callback-polling'
      WHEN request.kind = 'bayeux' THEN 'long-polling'
    END`;

/** An exchange's session, which may have become known `later`. */
export const SESSION = 'coalesce(later.session, request.session)';

/**
 * The public views, as `docs/contract.md` lists them. They use nothing but what any `sqlite3` shell
 * knows. Our own code never reads them: in a file from elsewhere they may show anything.
 */
export const VIEWS: Readonly<Record<string, string>> = {
  sessions: `CREATE VIEW sessions (id, user, transport, started_at, ended_at) AS
WITH
exchange_end (session, ended_at) AS (
  SELECT ${SESSION}, max(coalesce(response.ended_at, request.started_at))
  FROM request
  LEFT JOIN request_session AS later ON later.exchange = request.id
  LEFT JOIN response ON response.exchange = request.id
  GROUP BY 1
),
message_end (session, ended_at) AS (
  SELECT ${SESSION}, max(message.received_at)
  FROM message
  JOIN request ON request.id = message.exchange
  LEFT JOIN request_session AS later ON later.exchange = request.id
  GROUP BY 1
),
-- A websocket is used long after it was opened.
last_sent (exchange, seq) AS (
  SELECT exchange, max(seq) FROM message WHERE direction = 'to-server' GROUP BY exchange
),
-- With max() the other columns are those of the row that holds the maximum.
last_transport (session, transport, seq) AS (
  SELECT ${SESSION},
    ${TRANSPORT} AS transport,
    max(max(request.seq, coalesce(last_sent.seq, 0)))
  FROM request
  LEFT JOIN last_sent ON last_sent.exchange = request.id
  LEFT JOIN request_session AS later ON later.exchange = request.id
  LEFT JOIN response ON response.exchange = request.id
  WHERE transport IS NOT NULL
  GROUP BY 1
)
SELECT session.id, session_user.user, last_transport.transport, ${iso('session.started_at')},
  ${iso('max(session.started_at, coalesce(exchange_end.ended_at, 0), coalesce(message_end.ended_at, 0))')}
FROM session
LEFT JOIN session_user ON session_user.session = session.id
LEFT JOIN last_transport ON last_transport.session = session.id
LEFT JOIN exchange_end ON exchange_end.session = session.id
LEFT JOIN message_end ON message_end.session = session.id`,

  exchanges: `CREATE VIEW exchanges (id, session, seq, response_seq, started_at, duration_ms, method, path, status, outcome, request_headers, response_headers, request_body, response_body) AS
SELECT request.id, ${SESSION}, request.seq, response.seq, ${iso('request.started_at')},
  round(response.ended_at - request.started_at, 3), request.method, request.path, response.status,
  coalesce(response.outcome, 'open'), request.headers, response.headers,
  ${body('request_body')}, ${body('response_body')}
FROM request
LEFT JOIN request_session AS later ON later.exchange = request.id
LEFT JOIN response ON response.exchange = request.id
LEFT JOIN body AS request_body ON request_body.id = request.body
LEFT JOIN body AS response_body ON response_body.id = response.body`,

  calls: `CREATE VIEW calls (id, session, seq, response_seq, started_at, duration_ms, method, path, status, outcome, request_headers, response_headers, request_body, response_body, operation, reference_id) AS
SELECT exchanges.*, request.operation, coalesce(response.reference_id, request.reference_id)
FROM request
JOIN exchanges ON exchanges.id = request.id
LEFT JOIN response ON response.exchange = request.id
WHERE request.kind = 'call'`,

  messages: `CREATE VIEW messages (id, session, seq, exchange, direction, channel, client_id, message) AS
SELECT message.id, ${SESSION}, message.seq, message.exchange, message.direction, message.channel,
  message.client_id, message.text
FROM message
LEFT JOIN request ON request.id = message.exchange
LEFT JOIN request_session AS later ON later.exchange = message.exchange`,

  notifications: `CREATE VIEW notifications (id, session, seq, received_at, channel, message_type, notification_type, reference_id, data) AS
SELECT message.id, ${SESSION}, message.seq, ${iso('message.received_at')}, message.channel,
  notification.message_type, notification.notification_type, notification.reference_id,
  notification.data
FROM notification
JOIN message ON message.id = notification.message
LEFT JOIN request ON request.id = message.exchange
LEFT JOIN request_session AS later ON later.exchange = message.exchange`,

  correlations: `CREATE VIEW correlations (call, notification, rule, evidence, copy) AS
SELECT call, notification, rule, evidence, copy FROM link`,
};
