import { createDesktop, type DesktopOptions } from './desktop.js';
import type { Script } from './scripts.js';
import type { Transcript } from './transcript.js';

/**
 * Lets a desktop with cookies and connections of its own play a script.
 *
 * @returns what it saw
 * @throws Error that names what was waited for in vain
 */
export async function runDesktop(script: Script, options: DesktopOptions): Promise<Transcript> {
  const desktop = createDesktop(options);
  try {
    await script(desktop);
    return desktop.transcript();
  } catch (error) {
    // The official client tries for ever unless it is told to stop.
    desktop.disconnect().catch(() => {});
    throw error;
  } finally {
    desktop.close();
  }
}
