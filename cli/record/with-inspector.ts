import {
  inspectRecorder,
  type RecorderInspector,
  type RecordingProxy,
  type RecordOptions,
} from '../../src/index.js';
import { type UiFlag, uiAddress } from '../ui-flag.js';

/**
 * Starts a recorder, with its inspector if one is asked for. The inspector's address is bound first: a start that fails leaves no
 * recording. It goes on with the recorder in each new file, and keeps away from the file while that is closed, whoever closes it.
 *
 * @param record starts the recorder, with these options besides its own
 */
export async function recordWithInspector(
  flags: UiFlag,
  { onNotice, onRotate }: Required<Pick<RecordOptions, 'onNotice' | 'onRotate'>>,
  record: (options: Pick<RecordOptions, 'onRotate' | 'whileClosing'>) => Promise<RecordingProxy>,
): Promise<{ readonly proxy: RecordingProxy; readonly inspector: RecorderInspector | null }> {
  const listen = uiAddress(flags);
  const inspector = listen === undefined ? null : await inspectRecorder({ listen, onNotice });
  if (inspector === null) return { proxy: await record({ onRotate }), inspector };
  try {
    let watching = false;
    const proxy = await record({
      onRotate(rotated) {
        onRotate(rotated);
        if (watching) inspector.watch(rotated.file);
      },
      whileClosing: (close) => inspector.whileClosing(close),
    });
    watching = true;
    for (const file of proxy.files) inspector.watch(file);
    return { proxy, inspector };
  } catch (error) {
    await inspector.close();
    throw error;
  }
}
