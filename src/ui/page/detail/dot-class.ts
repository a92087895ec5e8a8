import type { Row } from '../../protocol/row.js';

/** The class that gives a row's dot its form and colour. */
export function dotClass({ kind, copy, call }: Row): string {
  if (copy) return 'detail-kind-notification detail-kind-copy';
  if (kind === 'notification' && call === null)
    return 'detail-kind-notification detail-kind-unsolicited';
  return `detail-kind-${kind}`;
}
