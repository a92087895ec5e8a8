import { signal } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';
import type { BodyDetail, HeaderList } from '../../protocol/detail.js';
import { type BodyForm, bodyForm, mediaType } from '../../view/detail/body-form.js';
import { bytesText } from '../../view/detail/figures.js';
import { Icon } from '../shell/icon.js';
import { CopyButton } from './copy-button.js';
import { CutNote } from './cut-note.js';
import { ParameterTable } from './head-tables.js';
import { HexView } from './hex-view.js';
import { JsonTree } from './json-tree.js';
import type { Marks } from './marks.js';
import { OmittedNote } from './omitted-note.js';
import { RawText, wraps } from './raw-text.js';
import { Section } from './section.js';

/** Whether bodies are shown as what they mean, or as they are written. */
const showsRaw = signal(false);

interface Props {
  readonly title: string;
  readonly body: BodyDetail | null;
  readonly headers: HeaderList;
  readonly marks: Marks;
  /** Where all of it can be had; null if nowhere. */
  readonly download: string | null;
  /** What there is to say if there is none. */
  readonly none: string;
}

/** A body: a tree, a form, a text or bytes, with all that there is to know of it. */
export function BodyView({ title, body: told, headers, marks, download, none }: Props) {
  const [whole, setWhole] = useState<string | null>(null);
  const body = whole === null || told === null ? told : { ...told, text: whole, cut: false };
  const form = useMemo(
    () => bodyForm(body, headers),
    [body?.text, body?.base64, body?.cut, headers],
  );
  const text = 'text' in form ? form.text : null;
  const hasTwo = form.is === 'json' || form.is === 'form';
  return (
    <Section
      title={title}
      about={body === null ? undefined : sizeWords(body, mediaType(headers))}
      tools={
        <>
          {hasTwo && <FormSwitch tree={form.is === 'json' ? 'Tree' : 'Form'} />}
          {text !== null && (showsRaw.value || !hasTwo) && <WrapButton />}
          {text !== null && <CopyButton what={title} text={() => text} />}
          {download !== null && body !== null && body.omitted === null && form.is !== 'empty' && (
            <a class="detail-button" href={download} download title={`Download ${title}`}>
              <Icon name="download" />
              <span class="visually-hidden">Download {title}</span>
            </a>
          )}
        </>
      }
    >
      {body?.cut === true && <CutNote body={body} download={download} onWhole={setWhole} />}
      <BodyContent title={title} form={form} marks={marks} body={body} none={none} />
    </Section>
  );
}

interface ContentProps extends Pick<Props, 'title' | 'body' | 'marks' | 'none'> {
  readonly form: BodyForm;
}

function BodyContent({ title, form, marks, body, none }: ContentProps) {
  const masked = marks.redacted.any;
  switch (form.is) {
    case 'none':
      return <p class="detail-empty">{none}</p>;
    case 'empty':
      return <p class="detail-empty">An empty body.</p>;
    case 'omitted':
      return <OmittedNote body={body} />;
    case 'binary':
      return <HexView label={title} base64={form.base64} />;
    case 'text':
      return (
        <>
          {form.problem !== null && body?.cut !== true && <p class="detail-note">{form.problem}</p>}
          <RawText label={title} text={form.text} masked={masked} />
        </>
      );
    case 'json':
      return showsRaw.value ? (
        <RawText label={title} text={form.text} masked={masked} />
      ) : (
        <JsonTree label={title} node={form.node} marks={marks} />
      );
    case 'form':
      return showsRaw.value ? (
        <RawText label={title} text={form.text} masked={masked} />
      ) : (
        <ParameterTable
          title={title}
          parameters={form.parameters}
          redacted={(name) => marks.redacted.form(name)}
        />
      );
  }
}

function FormSwitch({ tree }: { readonly tree: string }) {
  return (
    <fieldset class="detail-switch">
      <legend class="visually-hidden">Shown as</legend>
      {[false, true].map((raw) => (
        <button
          type="button"
          key={String(raw)}
          aria-pressed={showsRaw.value === raw}
          onClick={() => {
            showsRaw.value = raw;
          }}
        >
          {raw ? 'Raw' : tree}
        </button>
      ))}
    </fieldset>
  );
}

function WrapButton() {
  return (
    <button
      type="button"
      class="detail-button"
      aria-pressed={wraps.value}
      onClick={() => {
        wraps.value = !wraps.value;
      }}
    >
      Wrap
    </button>
  );
}

function sizeWords({ length, encoding }: BodyDetail, type: string): string {
  return [
    encoding === null ? bytesText(length) : `${encoding}, ${bytesText(length)} as it came`,
    ...(type === '' ? [] : [type]),
  ].join(' · ');
}
