import { useMemo } from 'preact/hooks';
import { tryParseJson } from '../../../json/parse-json.js';
import type { HeaderList } from '../../protocol/detail.js';
import type { Cookie } from '../../view/detail/cookies.js';
import { countText } from '../../view/detail/figures.js';
import type { Parameter } from '../../view/detail/parameters.js';
import { RedactedPlaces } from '../../view/detail/redacted-places.js';
import { CopyButton } from './copy-button.js';
import { JsonTree } from './json-tree.js';
import type { Marks } from './marks.js';
import { Section } from './section.js';
import { DetailTable } from './table.js';
import { Text } from './text.js';

interface HeadersProps {
  readonly title: string;
  readonly headers: HeaderList;
  readonly redacted: RedactedPlaces;
}

/** Headers in wire order, repeats included. */
export function HeadersSection({ title, headers, redacted }: HeadersProps) {
  if (headers.length === 0) return null;
  return (
    <Section
      title={title}
      about={countText(headers.length, 'header')}
      tools={
        <CopyButton
          what={title}
          text={() => headers.map(([name, value]) => `${name}: ${value}\n`).join('')}
        />
      }
    >
      <DetailTable
        label={title}
        heads={['Name', 'Value']}
        rows={headers.map(([name, value]) => [
          <Text text={name} key="name" />,
          <Text text={value} masked={redacted.header(name)} key="value" />,
        ])}
      />
    </Section>
  );
}

interface CookiesProps {
  readonly title: string;
  readonly cookies: readonly Cookie[];
  readonly redacted: (name: string) => boolean;
}

export function CookiesSection({ title, cookies, redacted }: CookiesProps) {
  if (cookies.length === 0) return null;
  return (
    <Section title={title} about={countText(cookies.length, 'cookie')}>
      <DetailTable
        label={title}
        heads={['Name', 'Value and attributes']}
        rows={cookies.map(({ name, value, attributes }) => [
          name === '' ? <i key="name">no name</i> : <Text text={name} key="name" />,
          <>
            <Text text={value} masked={redacted(name)} />
            {attributes.map((each) => (
              <span class="detail-chip" key={each}>
                <Text text={each} />
              </span>
            ))}
          </>,
        ])}
      />
    </Section>
  );
}

interface ParametersProps {
  readonly title: string;
  readonly parameters: readonly Parameter[];
  readonly redacted: (name: string) => boolean;
}

/** Parameters of a query or a form, decoded. */
export function ParametersSection({ title, parameters, redacted }: ParametersProps) {
  if (parameters.length === 0) return null;
  return (
    <Section title={title} about={countText(parameters.length, 'parameter')}>
      <ParameterTable title={title} parameters={parameters} redacted={redacted} />
    </Section>
  );
}

export function ParameterTable({ title, parameters, redacted }: ParametersProps) {
  return (
    <DetailTable
      label={title}
      heads={['Name', 'Value']}
      rows={parameters.map(({ name, value, raw, broken }) => [
        <span title={raw} key="name">
          <Text text={name} />
        </span>,
        <>
          {value === null ? (
            <i class="detail-faint">without a value</i>
          ) : (
            <Value text={value} masked={redacted(name)} name={name} />
          )}
          {broken && (
            <span class="detail-chip" title="Its percent codes are no UTF-8">
              as it stood
            </span>
          )}
        </>,
      ])}
    />
  );
}

interface ValueProps {
  readonly name: string;
  readonly text: string;
  readonly masked: boolean;
}

/** The value of a parameter; a tree if it is JSON, as the messages of a form are. */
function Value({ name, text, masked }: ValueProps) {
  const node = useMemo(() => (/^[[{]/u.test(text) ? tryParseJson(text) : null), [text]);
  if (node === null || masked) return <Text text={text} masked={masked} />;
  return <JsonTree label={name} node={node} marks={NO_MARKS} />;
}

const NO_MARKS: Marks = { redacted: new RedactedPlaces([]), reference: null, resource: null };
