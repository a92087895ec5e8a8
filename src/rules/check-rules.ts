import { rulesSchema } from './rules-schema.js';
import { schemaCheck } from './schema-check.js';

/** Says what is wrong with the content of a rules file, with the place; null if nothing is. */
export const checkRules = schemaCheck(rulesSchema);
