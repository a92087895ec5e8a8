import type { LinkDetail } from '../../protocol/detail.js';
import { linkWords } from '../../view/detail/link-words.js';
import { Text } from './text.js';

interface Props {
  readonly link: LinkDetail;
  readonly evidence: boolean;
}

/** Why a notification is linked with a call: the rule, in words, and the evidence as it is kept. */
export function LinkReason({ link, evidence }: Props) {
  return (
    <div class="detail-reason">
      <p>
        <span class="detail-rule">
          <Text text={link.rule} />
        </span>{' '}
        <Text text={linkWords(link)} />
      </p>
      {evidence && (
        <details>
          <summary>Evidence</summary>
          <code>
            <Text text={link.evidence} />
          </code>
        </details>
      )}
    </div>
  );
}
