import { sameExamples } from './same-examples.js';

sameExamples('with https on both sides', { desktop: 'https', server: 'https' });
