import {
  inspectRecorder,
  type RecorderInspector,
  type RecordingProxy,
  type RecordOptions,
  type Rotated,
} from '../../src/index.js';
import { type UiFlag, uiAddress } from '../ui-flag.js';

/**
 * Starts a recorder, with its inspector if one is asked for. The inspector's address is bound first: a start that fails leaves no
 * recording. The page goes on with the recorder in each new file.
 *
 * @param record starts the recorder, who tells of new files
 */
export async function recordWithInspector(
  flags: UiFlag,
  { onNotice, onRotate }: Required<Pick<RecordOptions, 'onNotice' | 'onRotate'>>,
  record: (onRotate: (rotated: Rotated) => void) => Promise<RecordingProxy>,
): Promise<{ readonly proxy: RecordingProxy; readonly inspector: RecorderInspector | null }> {
  const listen = uiAddress(flags);
  const inspector = listen === undefined ? null : await inspectRecorder({ listen, onNotice });
  try {
    let watching = false;
    const proxy = await record((rotated) => {
      onRotate(rotated);
      if (watching) inspector?.watch(rotated.file);
    });
    watching = true;
    for (const file of proxy.files) inspector?.watch(file);
    return { proxy, inspector };
  } catch (error) {
    await inspector?.close();
    throw error;
  }
}
