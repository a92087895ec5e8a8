import { headerValue, headerValues } from '../recording/headers.js';
import type { BodyCapture } from './body-capture.js';
import { type KeptBody, keepBody } from './keep-body.js';
import type { RecorderOptions } from './recorder.js';
import type { RequestHead, ResponseHead } from './wire.js';

/** Takes what was captured behind a head, as `keepBody` leaves it. */
export function keepCaptured(
  capture: BodyCapture,
  head: RequestHead | ResponseHead,
  cut: boolean,
  { redactor, maxBody }: Pick<RecorderOptions, 'redactor' | 'maxBody'>,
): KeptBody {
  const codings = headerValues(head.headers, 'content-encoding');
  return keepBody(
    capture.take(head.framing),
    {
      contentType: headerValue(head.headers, 'content-type'),
      contentEncoding: codings.length === 0 ? null : codings.join(', '),
      ...(head.filed === undefined ? {} : { filed: head.filed }),
    },
    cut,
    redactor,
    maxBody,
  );
}
