const line = {
  type: 'string',
  maxLength: 20_000,
  pattern: '^[^\\r\\n\\u0000]*$',
  description: 'a text without line breaks',
};

const account = {
  minLength: 1,
  additionalProperties: false,
  properties: {
    user: { ...line, minLength: 1 },
    password: line,
    authorization: { ...line, minLength: 1 },
  },
};

/** JSON schema of a credentials file: an account by the name of each recorded user, `*` for any other. */
export const credentialsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  maxProperties: 100_000,
  additionalProperties: {
    type: ['string', 'object', 'array'],
    ...account,
    minItems: 1,
    maxItems: 100_000,
    items: { type: ['string', 'object'], ...account },
  },
};
