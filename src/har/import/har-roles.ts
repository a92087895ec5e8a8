import { ScanError } from './slice-scanner.js';
import type { RoleOf } from './slices.js';

/** What stands where in a HAR (HAR 1.2; `_webSocketMessages` as Chrome writes them). */
export const harRoles: RoleOf = (parent, key, shape) => {
  switch (parent) {
    case 'none':
      if (shape !== 'object') throw new ScanError('it is no HAR: its JSON is no object');
      return 'root';
    case 'root':
      return key === 'log' && shape === 'object' ? 'log' : null;
    case 'log':
      if (key === 'entries') {
        if (shape !== 'array') throw new ScanError('it is no HAR: its log.entries is no list');
        return 'entries';
      }
      if (key === 'creator') return 'creator';
      return key === '_understudy' ? 'own-log' : null;
    case 'entries':
      return 'entry';
    case 'entry':
      return key === '_webSocketMessages' && shape === 'array' ? 'frames' : null;
    case 'frames':
      return 'frame';
    default:
      return null;
  }
};
