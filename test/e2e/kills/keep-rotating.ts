import type { RecorderUnderTest } from './recorder-under-test.js';

/** Has a recorder go on in a new file, and in the next one as soon as it has. */
export async function keepRotating(recorder: RecorderUnderTest): Promise<void> {
  try {
    await recorder.url;
  } catch {
    return;
  }
  const next = (): void => {
    if (!recorder.over()) recorder.child.kill('SIGUSR2');
  };
  recorder.child.stderr?.on('data', (bytes) => {
    if (String(bytes).includes('goes on in')) next();
  });
  next();
}
