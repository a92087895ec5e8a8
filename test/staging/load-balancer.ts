import type { Answer } from './answer.js';

/** A request that the load balancer answers itself, with HTML; the server never sees it. */
export interface HtmlAnswer {
  /** Without query, as `/api/v2/me/emails/01QQQG2MU214EA11`. */
  readonly path: string;
  /** The `operationName` of a POST; without it, any request to the path. */
  readonly operation?: string;
  readonly status: 200 | 502 | 503;
  /** How many such requests it answers. Default: all. */
  readonly times?: number;
}

/** @returns what answers a request in the server's place, null if it is the server's to answer */
export type LoadBalancer = (path: string, operation: string | null) => Answer | null;

export function createLoadBalancer(answers: readonly HtmlAnswer[]): LoadBalancer {
  const left = new Map(answers.map((each) => [each, each.times ?? Number.POSITIVE_INFINITY]));
  return (path, operation) => {
    const match = answers.find(
      (each) =>
        each.path === path && (each.operation ?? null) === operation && (left.get(each) ?? 0) > 0,
    );
    if (!match) return null;
    left.set(match, (left.get(match) ?? 0) - 1);
    const title = { 200: 'Please wait', 502: 'Bad Gateway', 503: 'Service Unavailable' };
    return {
      status: match.status,
      type: 'text/html',
      body: `<html>\n<head><title>${title[match.status]}</title></head>\n<body><h1>${title[match.status]}</h1></body>\n</html>\n`,
    };
  };
}
