import type { ExchangeDetail } from '../../protocol/detail.js';
import { sentCookies, setCookies } from '../../view/detail/cookies.js';
import { queryParameters } from '../../view/detail/parameters.js';
import { BodyView } from './body-view.js';
import { CookiesSection, HeadersSection, ParametersSection } from './head-tables.js';
import type { Marks } from './marks.js';
import { Text } from './text.js';

interface Props {
  readonly detail: ExchangeDetail;
  readonly which: 'request' | 'response';
  readonly marks: Marks;
  readonly download: string;
}

/** A request or a response whole: its first line, headers, cookies, parameters, body, trailers. */
export function ExchangeHalf({ detail, which, marks, download }: Props) {
  const { row, reason, responseHeaders } = detail;
  const isRequest = which === 'request';
  const headers = isRequest ? detail.requestHeaders : responseHeaders;
  const trailers = isRequest ? detail.requestTrailers : detail.responseTrailers;
  if (headers === null)
    return <p class="detail-empty">No answer came{row.end === null ? ' yet' : ''}.</p>;
  const { redacted } = marks;
  return (
    <>
      <p class="detail-first-line">
        <Text
          text={isRequest ? `${row.method} ${row.path}` : `${row.status} ${reason ?? ''}`.trim()}
          masked={redacted.any}
        />
      </p>
      {isRequest && (
        <ParametersSection
          title="Query"
          parameters={queryParameters(row.path ?? '')}
          redacted={(name) => redacted.query(name)}
        />
      )}
      <HeadersSection
        title={isRequest ? 'Request headers' : 'Response headers'}
        headers={headers}
        redacted={redacted}
      />
      <CookiesSection
        title={isRequest ? 'Cookies' : 'Cookies that are set'}
        cookies={isRequest ? sentCookies(headers) : setCookies(headers)}
        redacted={(name) => redacted.cookie(isRequest ? 'cookie' : 'set-cookie', name)}
      />
      <BodyView
        title={isRequest ? 'Request body' : 'Response body'}
        body={isRequest ? detail.requestBody : detail.responseBody}
        headers={headers}
        marks={marks}
        download={download}
        none="No body."
      />
      <HeadersSection title="Trailers" headers={trailers} redacted={redacted} />
    </>
  );
}
