import { copy } from './copy.js';
import { order } from './order.js';
import { referenceBulk } from './reference-bulk.js';
import { referenceRequest, referenceRequestElsewhere } from './reference-request.js';
import { referenceResponse, referenceResponseElsewhere } from './reference-response.js';
import { resource } from './resource.js';
import type { Rule } from './rule.js';

/** All rules, the strongest first. */
export const rankedRules: readonly Rule[] = [
  referenceResponse,
  referenceRequest,
  referenceBulk,
  resource,
  copy,
  referenceResponseElsewhere,
  referenceRequestElsewhere,
  order,
];
