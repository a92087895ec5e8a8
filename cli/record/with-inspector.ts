import { inspectRecorder, type RecorderInspector, type RecordingProxy } from '../../src/index.js';
import { type UiFlag, uiAddress } from '../ui-flag.js';

/**
 * Starts a recorder, with its inspector if one is asked for. The inspector's address is bound first: a start that fails leaves no
 * recording.
 *
 * @param record starts the recorder
 */
export async function recordWithInspector(
  flags: UiFlag,
  onNotice: (message: string) => void,
  record: () => Promise<RecordingProxy>,
): Promise<{ readonly proxy: RecordingProxy; readonly inspector: RecorderInspector | null }> {
  const listen = uiAddress(flags);
  const inspector = listen === undefined ? null : await inspectRecorder({ listen, onNotice });
  try {
    const proxy = await record();
    inspector?.watch(proxy.file);
    return { proxy, inspector };
  } catch (error) {
    await inspector?.close();
    throw error;
  }
}
