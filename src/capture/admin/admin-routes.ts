import type { DoorAnswer, DoorRoute } from '../../admin/start-door.js';
import type { RecorderStatus } from '../recorder-status.js';
import { recorderMetrics } from './recorder-metrics.js';

/**
 * What a recorder shows behind the guarded door.
 *
 * @param status undefined while the recorder starts
 */
export function adminRoutes(
  status: () => RecorderStatus | undefined,
): ReadonlyMap<string, DoorRoute> {
  const metrics = recorderMetrics();
  return new Map<string, DoorRoute>([
    ['/healthz', () => health(status())],
    [
      '/metrics',
      async () => {
        const now = status();
        if (now === undefined) return json(503, { status: 'starting' });
        return { status: 200, contentType: metrics.contentType, body: await metrics.text(now) };
      },
    ],
  ]);
}

function health(now: RecorderStatus | undefined): DoorAnswer {
  if (now === undefined) return json(503, { status: 'starting' });
  const { inGap, targetUnreachable, gaps, desktops, startedAt } = now;
  const status = inGap !== null ? 'gap' : targetUnreachable ? 'target-unreachable' : 'ok';
  return json(status === 'ok' ? 200 : 503, {
    status,
    reason: inGap,
    gaps,
    desktops,
    startedAt: new Date(startedAt).toISOString(),
  });
}

function json(status: number, value: unknown): DoorAnswer {
  return { status, contentType: 'application/json', body: `${JSON.stringify(value)}\n` };
}
