import {
  inspectRecorder,
  type RecorderInspector,
  type RecordingProxy,
  type RecordOptions,
} from '../../src/index.js';
import { type UiFlag, uiAddress } from '../ui-flag.js';

/**
 * Starts a recorder, with its inspector if one is asked for. The inspector's address is bound first: a start that fails leaves no
 * recording. It keeps away from the file while that is closed, whoever closes it.
 *
 * @param record starts the recorder, with these options besides its own
 */
export async function recordWithInspector(
  flags: UiFlag,
  onNotice: (message: string) => void,
  record: (options: Pick<RecordOptions, 'whileClosing'>) => Promise<RecordingProxy>,
): Promise<{ readonly proxy: RecordingProxy; readonly inspector: RecorderInspector | null }> {
  const listen = uiAddress(flags);
  const inspector = listen === undefined ? null : await inspectRecorder({ listen, onNotice });
  try {
    const proxy = await record(
      inspector === null ? {} : { whileClosing: (close) => inspector.whileClosing(close) },
    );
    inspector?.watch(proxy.file);
    return { proxy, inspector };
  } catch (error) {
    await inspector?.close();
    throw error;
  }
}
