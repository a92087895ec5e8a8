import { copy } from './copy.js';
import { referenceElsewhere } from './reference-elsewhere.js';
import { referenceResponse } from './reference-response.js';
import { resource } from './resource.js';
import type { Rule } from './rule.js';

/** All rules, the strongest first. */
export const rankedRules: readonly Rule[] = [referenceResponse, resource, copy, referenceElsewhere];
