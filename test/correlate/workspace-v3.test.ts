import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CorrelationRules } from '../../src/correlate/correlation-rules.js';
import { linksAnew } from '../../src/correlate/recorded/completed-links.js';
import { loadRules } from '../../src/rules/load-rules.js';
import type { RecordingBuilder } from '../recording/build-recording.js';
import { recordingOf } from '../report/told-recording.js';

const file = path.join(import.meta.dirname, 'fixtures/workspace-v3.rules.json');
const rules: CorrelationRules = loadRules([file]).correlate;
const { correlate: gws } = loadRules([]);

const media = '/workspace/v3/media/twitter/interactions';

function call(
  b: RecordingBuilder,
  session: number,
  target: string,
  operationId?: string,
  code = 1,
  during?: () => void,
): number {
  return b.exchange({
    session,
    path: target,
    requestBody: JSON.stringify({ ...(operationId !== undefined && { operationId }), data: {} }),
    responseBody: JSON.stringify({ status: { code } }),
    ...(during !== undefined && { during }),
  });
}

function told(b: RecordingBuilder, session: number, data: object): number {
  return b.notification({
    session,
    channel: '/workspace/v3/interactions',
    data: { messageType: 'InteractionStateChanged', notificationType: 'StatusChange', ...data },
  });
}

const interaction = (id: string, state: string) => ({ interaction: { id, state } });

/** Links as `call ← notification by rule`, by what the test calls them. */
function linked(build: (b: RecordingBuilder, name: (id: number, as: string) => void) => void) {
  const names = new Map<number, string>();
  const recording = recordingOf((b) => build(b, (id, as) => names.set(id, as)));
  const tell = (by: CorrelationRules) =>
    linksAnew(recording, by).map(
      ({ call: id, notification, rule, copy }) =>
        `${id} ← ${names.get(notification)} by ${rule}${copy ? ', copy' : ''}`,
    );
  return { tell };
}

describe('the Workspace API, described by a rules file alone', () => {
  it('links by the operationId that the client supplied, before or after the answer', () => {
    const { tell } = linked((b, name) => {
      const agent = b.session('agent');
      call(b, agent, `${media}/0001/accept`, 'r1');
      name(told(b, agent, { operationId: 'r1', ...interaction('0001', 'Processing') }), 'accepted');
      call(b, agent, `${media}/0001/complete`, 'r2', 1, () => {
        name(told(b, agent, { operationId: 'r2', ...interaction('0001', 'Completed') }), 'done');
      });
    });
    expect(tell(rules)).toEqual([
      '1 ← accepted by reference-request',
      '3 ← done by reference-request',
    ]);
  });

  it('links by resource and state where the client supplied none; the path names the operation', () => {
    const { tell } = linked((b, name) => {
      const agent = b.session('agent');
      call(b, agent, `${media}/0001/accept`);
      call(b, agent, `${media}/0001/complete`);
      name(told(b, agent, interaction('0001', 'Completed')), 'done');
      name(told(b, agent, interaction('0001', 'Processing')), 'accepted');
    });
    expect(tell(rules)).toEqual(['2 ← done by resource', '1 ← accepted by resource']);
  });

  it('keeps users with the same operationId apart, and knows copies and invitations', () => {
    const { tell } = linked((b, name) => {
      const [agent, other, boss] = [b.session('agent'), b.session('other'), b.session('boss')];
      name(told(b, agent, interaction('0001', 'Invited')), 'invited');
      call(b, agent, `${media}/0001/complete`, '1');
      call(b, other, `${media}/0002/complete`, '1');
      name(told(b, other, { operationId: '1', ...interaction('0002', 'Completed') }), 'its own');
      name(told(b, agent, { operationId: '1', ...interaction('0001', 'Completed') }), 'own');
      name(told(b, boss, { operationId: '1', ...interaction('0001', 'Completed') }), 'seen');
    });
    expect(tell(rules)).toEqual([
      '3 ← its own by reference-request',
      '2 ← own by reference-request',
      '2 ← seen by reference-request, copy',
    ]);
  });

  it('reads the nested status code: a refused call causes nothing', () => {
    const { tell } = linked((b, name) => {
      const agent = b.session('agent');
      call(b, agent, `${media}/0001/complete`, undefined, 3);
      name(told(b, agent, interaction('0001', 'Completed')), 'elsewhere');
    });
    expect(tell(rules)).toEqual([]);
  });

  it('does not work by the rules of Genesys Web Services, so the file is what does it', () => {
    const { tell } = linked((b, name) => {
      const agent = b.session('agent');
      call(b, agent, `${media}/0001/complete`);
      name(told(b, agent, interaction('0001', 'Completed')), 'done');
    });
    expect(tell(gws)).toEqual([]);
    expect(tell(rules)).toEqual(['1 ← done by resource']);
  });
});
