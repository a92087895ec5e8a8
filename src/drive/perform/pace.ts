/** When acts are performed: as fast as what they wait for allows, as recorded, or so many times as fast. */
export type DriveTiming = 'instant' | 'recorded' | number;

/** Milliseconds that stand for recorded ones. */
export function paceOf(timing: DriveTiming): (recordedMs: number) => number {
  if (timing === 'instant') return () => 0;
  const factor = timing === 'recorded' ? 1 : timing;
  return (recordedMs) => Math.max(recordedMs, 0) / factor;
}
