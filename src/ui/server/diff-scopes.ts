import type { Difference } from '../../diff/difference.js';
import type { NoiseRule } from '../../rules/noise-rules.js';

/** Where a rule would hold. */
export interface RuleScope {
  readonly words: string;
  readonly place: Pick<NoiseRule, 'in' | 'at' | 'header'>;
}

/** Where a rule about a difference can hold, from narrow to wide. */
export function scopesOf({ kind, place, path, subject }: Difference): readonly RuleScope[] {
  const { label } = subject;
  switch (kind) {
    case 'body':
    case 'notification-changed':
      return [...placesOf(place ?? path ?? '', label, kind === 'body' ? 'answer' : 'notification')];
    case 'header': {
      const header = path ?? '';
      return [
        { words: 'This header in this operation', place: { in: label, header } },
        { words: 'This header in all answers', place: { in: '*', header } },
      ];
    }
    case 'status':
      return [
        { words: 'The status of this operation', place: { in: label } },
        { words: 'The status of all answers', place: { in: '*' } },
      ];
    case 'notification-order':
      return [
        { words: 'This notification', place: { in: label } },
        { words: 'All notifications', place: { in: '*' } },
      ];
    case 'notification-missing':
    case 'notification-extra':
      return [{ words: 'This notification', place: { in: label } }];
    default:
      return [];
  }
}

function* placesOf(at: string, label: string, what: string): Generator<RuleScope> {
  const of = what === 'answer' ? 'operation' : what;
  const whole = at === '';
  yield {
    words: whole ? `The whole ${what} of this ${of}` : `This place in this ${of}`,
    place: { in: label, at },
  };
  // The whole of everything is no noise.
  if (whole) return;
  yield { words: 'This place wherever there is one', place: { in: '*', at } };
  const name = at.split('/').at(-1) ?? '';
  if (name !== '' && name !== '*' && name !== '**' && at !== `/**/${name}`) {
    yield { words: 'Members of this name at any depth', place: { in: '*', at: `/**/${name}` } };
  }
}
