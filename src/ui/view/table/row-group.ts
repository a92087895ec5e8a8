import type { RowKind } from '../../protocol/row.js';

/** What can be shown in the table or not, together. */
export const ROW_GROUPS = ['calls', 'safe', 'notifications', 'bayeux'] as const;

export type RowGroup = (typeof ROW_GROUPS)[number];

/** The exchanges and messages that only carry others are one group. */
export function groupOf(kind: RowKind): RowGroup {
  switch (kind) {
    case 'call':
      return 'calls';
    case 'safe':
      return 'safe';
    case 'notification':
      return 'notifications';
    case 'bayeux':
    case 'websocket':
    case 'message':
      return 'bayeux';
  }
}

export type GroupCounts = Readonly<Record<RowGroup, number>>;
