import { sameExamples } from './same-examples.js';

sameExamples('http', 'https');
