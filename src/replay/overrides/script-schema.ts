const id = { type: 'integer', minimum: 1 };
const text = { type: 'string', minLength: 1, maxLength: 1000 };
const session = {
  type: ['integer', 'string'],
  minLength: 1,
  description: 'id of a session, or name of its user',
};

/** JSON schema of a script file; published as `docs/script.schema.json`, which a test keeps the same. */
export const scriptSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Script file of Understudy',
  description:
    'Says of some notifications of a recording what they follow in a replay. Ids are those that show prints. Of several entries that fit a notification the first decides.',
  type: 'object',
  additionalProperties: false,
  required: ['notifications'],
  properties: {
    $schema: { type: 'string', description: 'Where this schema is; for editors.' },
    notifications: {
      type: 'array',
      maxItems: 10_000,
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          notification: { ...id, description: 'Which one: its id. Or `match`.' },
          match: {
            type: 'object',
            additionalProperties: false,
            minProperties: 1,
            description: 'Which ones: all that fit. Or `notification`.',
            properties: {
              session,
              channel: text,
              messageType: text,
              notificationType: text,
              referenceId: {
                ...text,
                description: 'JSON text as show --json prints it, such as 45 or "r7"',
              },
            },
          },
          cause: {
            type: ['string', 'object'],
            pattern: '^(start|previous)$',
            additionalProperties: false,
            minProperties: 1,
            description:
              'start (before any act, once the desktop is subscribed), previous (the latest act before it) or an object',
            properties: {
              call: {
                ...id,
                description:
                  "A call: of the notification's own session it is answered by it; of another one it is its consequence.",
              },
              message: {
                ...id,
                description:
                  'The message with which the desktop shook hands, subscribed or published.',
              },
              operation: { ...text, description: 'The latest call of that operation before it.' },
              path: {
                ...text,
                description: 'The latest call on that path, without query, before it.',
              },
              session: { ...session, description: 'Whose call; by default its own session.' },
            },
          },
          delay: {
            type: 'number',
            minimum: 0,
            description: 'Milliseconds after its cause; of no effect where nothing waits.',
          },
          drop: { type: 'boolean', description: 'It never comes.' },
        },
      },
    },
  },
};
