import type { ExchangeObserver } from '../wire.js';

/** An exchange of which nothing is recorded: whatever waits for the recorder is let go at once. */
export const leftOutExchange: ExchangeObserver = {
  requestBody() {},
  requestEnd() {},
  responseHead() {},
  responseBody() {},
  upgraded(release) {
    release();
  },
  websocketMessage(_message, release) {
    release();
  },
  unreadable() {},
  end(_outcome, _trailers, release) {
    release();
  },
  forgotten() {},
};
