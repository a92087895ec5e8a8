import { gzipSync } from 'node:zlib';

/** How answers are encoded; the load asks for it, servers hold both ready. */
export type Coding = 'identity' | 'gzip';

/** Bytes of a call's body. */
const callSize = 100;
/** Bytes of an answer, decoded. */
const answerSize = 2_800;
/** Bytes of a notification on a websocket. */
const notificationSize = 300;
/**
 * Different answers that a server has ready: so many that a recorder gains nothing by keeping equal
 * bodies once, since its memory of them has turned over before one comes again.
 */
const variety = 4_096;

export interface ReadyAnswer {
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** The body of each call: what completes a tweet. */
export const callBody = fill(
  (padding) => `{"operationName":"Complete","queuePath":"/contacts/${padding}"}`,
  callSize,
);

/** Answers that differ, made before anything is measured, so that making them costs nothing then. */
export function readyAnswers(coding: Coding): readonly ReadyAnswer[] {
  return Array.from({ length: variety }, (_, serial) => {
    const text = Buffer.from(answerText(serial));
    const body = coding === 'gzip' ? gzipSync(text) : text;
    const encoding = coding === 'gzip' ? ['Content-Encoding', 'gzip'] : [];
    return {
      headers: [
        'Content-Type',
        'application/json;charset=UTF-8',
        ...encoding,
        'Content-Length',
        String(body.length),
      ],
      body,
    };
  });
}

/** How many different messages go over a websocket before they begin again. */
const messageVariety = 1_024;

/** Notifications that answer no call, each the only Bayeux message of its batch. */
export const notifications = messages((serial) =>
  fill(
    (padding) =>
      `[{"channel":"/v2/me/interactions","data":{"messageType":"TwitterStateChangeMessage","notificationType":"StatusChange","twitter":{"id":"01QQQG${identifier(serial)}","state":"Invited","subject":"${padding}"}}}]`,
    notificationSize,
  ),
);

/** What a desktop sends on a websocket for each notification. */
export const publishes = messages(
  (serial) =>
    `[{"channel":"/meta/connect","clientId":"2n1bench0000000000000000","connectionType":"websocket","id":"${1_000 + serial}"}]`,
);

function messages(make: (serial: number) => string): readonly string[] {
  return Array.from({ length: messageVariety }, (_, serial) => make(serial));
}

function identifier(serial: number): string {
  return serial.toString(36).toUpperCase().padStart(6, '0');
}

function answerText(serial: number): string {
  const interactions = Array.from({ length: 4 }, (_, index) => ({
    id: `01QQQG${identifier(serial * 31 + index)}`,
    state: index === 0 ? 'Processing' : 'Invited',
    twitterType: 'Inbound',
    contactId: `0000Ka96X${serial * 7 + index}`,
    receivedDate: '2015-03-02 12:26:14.000+0200',
    capabilities: ['Complete', 'Transfer', 'AttachUserData', 'SetDisposition'],
    userData: { Language: 'en', ServiceType: 'support', Priority: index, Score: 1.1 },
    uri: `http://gws.test:8080/api/v2/me/tweets/01QQQG${serial}${index}`,
  }));
  return fill(
    (padding) => JSON.stringify({ statusCode: 0, serial, interactions, message: padding }),
    answerSize,
  );
}

function fill(make: (padding: string) => string, size: number): string {
  const words = 'the agent answers and the customer asks again ';
  const missing = size - make('').length;
  return make(words.repeat(Math.ceil(missing / words.length)).slice(0, missing));
}
