const place = { type: 'string', minLength: 1, maxLength: 1000 };

/** JSON schema of a decisions file; published as `docs/follow.schema.json`, which a test keeps the same. */
export const followSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Decisions file of Understudy',
  description:
    'Says which values of a recording are followed when it is driven: whether what a new server hands out takes their place in requests. Of several entries that fit a value at a place the first decides.',
  type: 'object',
  additionalProperties: false,
  required: ['decisions'],
  properties: {
    $schema: { type: 'string', description: 'Where this schema is; for editors.' },
    decisions: {
      type: 'array',
      maxItems: 1000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['follow'],
        properties: {
          value: {
            type: 'string',
            minLength: 1,
            maxLength: 10_000,
            description: 'The value as it was recorded.',
          },
          from: {
            ...place,
            description:
              'Where the server says it, as --explain prints it; * is any text without / or space, ** any text. It is learned from there alone.',
          },
          to: {
            ...place,
            description:
              'Where a request carries it, as --explain prints it; * is any text without / or space, ** any text.',
          },
          follow: {
            type: 'boolean',
            description: 'Whether it is followed from there, to there.',
          },
          why: { type: 'string', maxLength: 1000, description: 'For who reads the file.' },
        },
      },
    },
  },
};
