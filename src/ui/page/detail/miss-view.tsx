import { countText } from '../../view/detail/figures.js';
import { missAnswer, type NearMiss } from '../../view/detail/miss-answer.js';
import { Section } from './section.js';
import { Text } from './text.js';
import './miss-view.css';

/** A request that the recording has no answer for: the nearest recorded ones, and how they differ, field by field. */
export function MissView({ text }: { readonly text: string }) {
  const miss = missAnswer(text);
  if (miss === null) {
    return (
      <Section title="Miss">
        <p class="detail-note">The recording has no answer to this request.</p>
      </Section>
    );
  }
  return (
    <Section title={`Miss ${miss.miss}`} about="the recording has no answer to this request">
      {miss.nearest.length === 0 && <p class="detail-empty">Nothing like it was recorded.</p>}
      {miss.nearest.map((near, at) => (
        <Near near={near} nearest={at === 0} key={near.call} />
      ))}
    </Section>
  );
}

function Near({ near, nearest }: { readonly near: NearMiss; readonly nearest: boolean }) {
  const name = `${near.method} ${near.path}${near.operation === null ? '' : ` ${near.operation}`}`;
  return (
    <section class="detail-near" aria-label={`Recorded exchange ${near.call}`}>
      <h4>
        {nearest ? 'Nearest' : 'Near'}: recorded exchange {near.call}{' '}
        <code>
          <Text text={name} />
        </code>
      </h4>
      {near.differences.length === 0 ? (
        <p class="detail-empty">Equal in all that is compared.</p>
      ) : (
        <table class="detail-differences">
          <caption class="visually-hidden">
            {countText(near.differences.length, 'difference')} to recorded exchange {near.call}
          </caption>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Asked</th>
              <th scope="col">Recorded</th>
            </tr>
          </thead>
          <tbody>
            {near.differences.map(({ path, asked, recorded }) => (
              <tr key={path}>
                <th scope="row">
                  <Text text={path} />
                </th>
                <Side text={asked} side="asked" />
                <Side text={recorded} side="recorded" />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Side({ text, side }: { readonly text: string | null; readonly side: string }) {
  return (
    <td class={`detail-${side}`}>
      {text === null ? (
        <i class="detail-faint">nothing</i>
      ) : (
        <Text text={text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text} />
      )}
    </td>
  );
}
