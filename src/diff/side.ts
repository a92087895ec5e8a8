import type { LinkOf, Part } from '../acts/act.js';
import type { CsrfHeaders } from '../acts/csrf.js';
import { canonicalOrigin, originExchange } from '../acts/origins.js';
import { type Visits, visitsOf } from '../acts/visits.js';
import type { CorrelationRules } from '../correlate/correlation-rules.js';
import type { Recording } from '../recording/reader.js';
import { Interned } from './own-text.js';
import { readView, type SessionView } from './session-view.js';

/** A recording to be compared. */
export interface ComparedSide {
  readonly recording: Recording;
  readonly linkOf: LinkOf;
  /** What the API looks like. */
  readonly rules: CorrelationRules;
}

/** One of the two recordings, as it is taken apart. */
export interface Side {
  readonly recording: Recording;
  readonly linkOf: LinkOf;
  readonly rules: CorrelationRules;
  readonly visits: Visits;
  readonly csrf: CsrfHeaders;
  /** By id. */
  readonly parts: readonly Part[];
  /** All of a session, or of those that belong to none. */
  view(part: Part | null): SessionView;
  /** How much there is of what. */
  totals(): { readonly sessions: number; readonly calls: number; readonly notifications: number };
  /** A text in which every origin of the server has one name. */
  neutral(text: string): string;
}

export function sideOf({ recording, linkOf, rules }: ComparedSide): Side {
  const visits = visitsOf(recording, linkOf);
  const origins = originExchange(visits.origins());
  const name = canonicalOrigin(null);
  const names = new Interned();
  const totals = { sessions: visits.parts.length, calls: 0, notifications: 0 };
  return {
    recording,
    linkOf,
    rules,
    visits,
    csrf: visits.csrf(),
    parts: visits.parts,
    totals: () => totals,
    view(part) {
      const view = readView(part, visits, linkOf, rules, names);
      totals.calls += view.steps.filter(({ call }) => call !== null).length;
      totals.notifications += view.notices.length;
      return view;
    },
    neutral: (text) => (text.includes('//') ? origins.text(text, name) : text),
  };
}
