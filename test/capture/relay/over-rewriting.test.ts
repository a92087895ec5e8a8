import { sameExamples } from './same-examples.js';

sameExamples('with origins exchanged in bodies', { rewriteOrigin: true });
