import { completedLinks } from '../correlate/recorded/completed-links.js';
import { openRecording } from '../recording/open-recording.js';
import { type ReplayOptions, type StandIn, startReplay } from './start-replay.js';

/**
 * Stands in for the server of a recording. The file is read only; what a killed recorder left
 * uncorrelated is completed in memory.
 *
 * @throws RecordingError if the file is absent or can't be read
 * @throws UsageError if `session` names nothing in the recording
 * @throws AddressError if the address can't be bound
 */
export async function replay(file: string, options: ReplayOptions = {}): Promise<StandIn> {
  const recording = openRecording(file);
  try {
    const standIn = await startReplay(recording, completedLinks(recording), options);
    const close = async (): Promise<void> => {
      await standIn.close();
      recording.close();
    };
    return { ...standIn, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    recording.close();
    throw error;
  }
}
