import { foundPieces } from '../../view/detail/found-pieces.js';
import { maskedPieces } from '../../view/detail/redacted-places.js';
import { visiblePieces } from '../../view/visible-text.js';
import { wantedTexts } from './wanted-texts.js';

interface Props {
  readonly text: string;
  /** Whether pseudonyms in it are to be marked. */
  readonly masked?: boolean;
}

/** So much of a text is shown in one place; where more of it is to be seen it comes in parts. */
const MOST = 20_000;

/** A text from a recording: what can't be seen is written out, what stands for a secret is marked. */
export function Text({ text, masked = false }: Props) {
  if (text.length > MOST) {
    return (
      <>
        <Text text={text.slice(0, MOST)} masked={masked} />
        <span class="detail-count">
          {`… ${(text.length - MOST).toLocaleString('en')} more characters`}
        </span>
      </>
    );
  }
  if (!masked) return <Visible text={text} />;
  return (
    <>
      {maskedPieces(text).map((piece, at) =>
        piece.secret ? (
          <span class="detail-secret" title="Redacted: this stands for a secret" key={at}>
            {piece.text}
          </span>
        ) : (
          <Visible text={piece.text} key={at} />
        ),
      )}
    </>
  );
}

function Visible({ text }: { readonly text: string }) {
  return (
    <>
      {visiblePieces(text).map((piece, at) =>
        piece.unseen === null ? (
          <Found text={piece.text} key={at} />
        ) : (
          <span class="detail-unseen" title={piece.unseen} key={at}>
            {piece.text}
          </span>
        ),
      )}
    </>
  );
}

function Found({ text }: { readonly text: string }) {
  if (wantedTexts.value === null) return <>{text}</>;
  return (
    <>
      {foundPieces(text, wantedTexts.value).map(({ text: part, found }, at) =>
        found ? <mark key={at}>{part}</mark> : part,
      )}
    </>
  );
}
