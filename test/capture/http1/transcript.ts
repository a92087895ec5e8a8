import { type RequestEvent, requestReader } from '../../../src/capture/http1/request-reader.js';
import { type ResponseEvent, responseReader } from '../../../src/capture/http1/response-reader.js';
import { limitsOf } from '../../../src/capture/limit-options.js';
import { relayLimits } from '../../../src/capture/relay/relay-limits.js';

const limits = relayLimits(limitsOf({}));

/** The text in pieces, cut at these places. */
export function pieces(text: string, cuts: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text, 'latin1');
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((to, index) => bytes.subarray(places[index], to));
}

/** What a request reader says of these pieces; stretches of one body are joined. */
export function readRequests(input: readonly Buffer[]): string[] {
  const reader = requestReader(limits);
  return transcript(input.flatMap((piece) => [...reader.read(piece)]));
}

/** What a response reader says of these pieces, which answer requests with these methods. */
export function readResponses(
  input: readonly Buffer[],
  methods: readonly string[],
  fin = false,
): string[] {
  const waiting = [...methods];
  const reader = responseReader(() => waiting[0], limits);
  const events: ResponseEvent[] = [];
  const note = (event: ResponseEvent): void => {
    if (event.type === 'end') waiting.shift();
    events.push(event);
  };
  for (const piece of input) for (const event of reader.read(piece)) note(event);
  if (fin) for (const event of reader.finish()) note(event);
  return transcript(events);
}

function transcript(events: readonly (RequestEvent | ResponseEvent)[]): string[] {
  const lines: string[] = [];
  let wire = '';
  let payload = '';
  const flush = (): void => {
    if (wire !== '') lines.push(`body ${JSON.stringify(payload)} in ${JSON.stringify(wire)}`);
    wire = '';
    payload = '';
  };
  for (const event of events) {
    if (event.type === 'body') {
      wire += event.wire.toString('latin1');
      payload += Buffer.concat(event.payload).toString('latin1');
    } else {
      flush();
      lines.push(line(event));
    }
  }
  flush();
  return lines;
}

function line(event: RequestEvent | ResponseEvent): string {
  switch (event.type) {
    case 'head':
    case 'interim': {
      const { head } = event.parsed;
      const what = 'method' in head ? `${head.method} ${head.target}` : `${head.status}`;
      return `${event.type} ${what}, ${head.framing}`;
    }
    case 'body':
      return 'body';
    case 'end':
      return event.trailers.length === 0 ? 'end' : `end ${JSON.stringify(event.trailers)}`;
    case 'stray':
      return `${event.unasked ? 'unasked' : 'stray'} ${JSON.stringify(event.wire.toString('latin1'))}`;
    case 'refused':
      return `refused ${event.status}: ${event.reason}`;
    case 'broken':
      return `broken: ${event.reason}`;
  }
}
