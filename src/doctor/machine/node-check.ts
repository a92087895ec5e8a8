import { type Check, failure, fine, warning } from '../check.js';

/** The oldest release that it runs on. */
const oldest = [20, 19] as const;

/**
 * Whether this Node will do. Releases with an odd number are maintained for half a year only.
 *
 * @param version as in `process.versions.node`
 */
export function nodeCheck(version: string, platform: string, arch: string): Check {
  const found = `Node ${version} on ${platform} ${arch}`;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    return failure(
      'node',
      found,
      `install Node ${oldest.join('.')} or later; 22 and 24 are good choices`,
    );
  }
  if (major % 2 === 1) {
    return warning(
      'node',
      found,
      'releases with an odd number are not maintained for long; use 22 or 24',
    );
  }
  return fine('node', found);
}
