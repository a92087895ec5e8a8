import { sameExamples } from './same-examples.js';

sameExamples('https', 'https');
