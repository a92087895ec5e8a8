import { sameExamples } from './same-examples.js';

sameExamples('with https to the server', { server: 'https' });
