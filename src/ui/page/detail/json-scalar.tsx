import { useState } from 'preact/hooks';
import { type JsonNode, textOf } from '../../../json/node.js';
import { isLinking, type Marks } from './marks.js';
import { Text } from './text.js';

interface Props {
  readonly node: JsonNode;
  readonly pointer: string;
  readonly marks: Marks;
}

const SHORT = 400;
const LONG = 20_000;

/** A value that holds no others: a string as it is meant, anything else as it stood. */
export function JsonScalar({ node, pointer, marks }: Props) {
  const redacted = marks.redacted.body(pointer);
  const linking = isLinking(node, pointer, marks);
  const classes = [
    `detail-${node.kind}`,
    linking ? 'detail-linking' : '',
    redacted && node.kind !== 'string' ? 'detail-secret' : '',
  ];
  const title = linking
    ? 'Links the call and its notifications'
    : redacted
      ? 'Redacted: this stands for a secret'
      : undefined;
  if (node.kind !== 'string') {
    return (
      <span class={classes.join(' ')} title={title}>
        {empty(node) ?? textOf(node)}
      </span>
    );
  }
  return <JsonText text={node.value} classes={classes.join(' ')} title={title} masked={redacted} />;
}

function empty(node: JsonNode): string | null {
  return node.kind === 'object' ? '{}' : node.kind === 'array' ? '[]' : null;
}

interface TextProps {
  readonly text: string;
  readonly classes: string;
  readonly title: string | undefined;
  readonly masked: boolean;
}

function JsonText({ text, classes, title, masked }: TextProps) {
  const [whole, setWhole] = useState(false);
  const most = whole ? LONG : SHORT;
  const rest = text.length - most;
  return (
    <>
      <span class={classes} title={title}>
        "<Text text={rest > 0 ? text.slice(0, most) : text} masked={masked} />
        {rest > 0 ? '' : '"'}
      </span>
      {rest > 0 && (
        <button
          type="button"
          class="detail-more"
          tabIndex={-1}
          disabled={whole}
          onClick={(event) => {
            event.stopPropagation();
            setWhole(true);
          }}
        >
          {`… ${rest.toLocaleString('en')} more characters${whole ? ', see Raw' : ''}`}
        </button>
      )}
    </>
  );
}
