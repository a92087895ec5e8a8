import type { DiffKind } from '../../protocol/diff.js';

/** What differs, for people; the name that reports use stands beside it. */
export const kindWords: Readonly<Record<DiffKind, string>> = {
  'call-missing': 'missing call',
  'call-extra': 'extra call',
  status: 'status',
  header: 'header',
  body: 'answer',
  'notification-missing': 'missing notification',
  'notification-extra': 'extra notification',
  'notification-changed': 'notification',
  'notification-order': 'order',
  'notification-late': 'late',
};

/** How a kind is drawn: something is gone, is new, or is another. */
export function toneOf(kind: DiffKind): 'gone' | 'new' | 'moved' | 'other' {
  switch (kind) {
    case 'call-missing':
    case 'notification-missing':
      return 'gone';
    case 'call-extra':
    case 'notification-extra':
      return 'new';
    case 'notification-order':
    case 'notification-late':
      return 'moved';
    default:
      return 'other';
  }
}
