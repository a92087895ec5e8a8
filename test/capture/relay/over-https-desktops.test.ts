import { sameExamples } from './same-examples.js';

sameExamples('with https to desktops', { desktop: 'https' });
