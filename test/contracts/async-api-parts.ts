export const DAY_MS = 86_400_000;

const KAFKA = '0.5.0';
const schemes = {
  scramSha512: { type: 'scramSha512', description: 'KAFKA_SASL_MECHANISM=scram-sha-512' },
  scramSha256: { type: 'scramSha256', description: 'KAFKA_SASL_MECHANISM=scram-sha-256' },
  plain: { type: 'plain', description: 'KAFKA_SASL_MECHANISM=plain; only over TLS' },
  clientCertificate: { type: 'X509', description: 'KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE' },
};
export const securitySchemes = schemes;

export const servers = {
  exchange: {
    host: '{host}:{port}', protocol: 'kafka-secure', description: 'The cluster that a state and Safe Harbor share, over TLS, with one way to log in.',
    variables: { host: { description: 'A bootstrap broker' }, port: { default: '9093' } },
    security: Object.keys(schemes).map(name => ({ $ref: `#/components/securitySchemes/${name}` })),
  },
  development: { host: '127.0.0.1:9092', protocol: 'kafka', description: 'What `npm run kafka -- --port 9092` starts: no encryption, no log-in, no real data.' },
};

const text = (description: string) => ({ type: 'string', description });

/** What all messages of one mode have in common. */
export const messageTraits = (childToken: string) => ({
  structured: {
    contentType: 'application/cloudevents+json', correlationId: { $ref: '#/components/correlationIds/sent' },
    description: 'In structured mode. In binary mode the value is the data alone, content-type is application/json, and every attribute is a header ce_<attribute>.',
    headers: { type: 'object', properties: { 'content-type': { type: 'string', const: 'application/cloudevents+json' } } },
    bindings: { kafka: { key: { type: 'string', pattern: childToken, description: 'The child token, equal to partitionkey' }, bindingVersion: KAFKA } },
  },
  binary: {
    contentType: 'application/json',
    headers: {
      type: 'object', required: ['content-type', 'ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_subject', 'ce_time', 'ce_dataschema'],
      properties: {
        'content-type': { type: 'string', const: 'application/json' }, ce_specversion: { type: 'string', const: '1.0' },
        ce_id: { ...text('The same whenever this is sent again'), format: 'uuid' }, ce_type: text('Which message'),
        ce_source: text('urn:safe-harbor:<service>'), ce_subject: text('The record it is about; of a receipt the id of the message answered'),
        ce_time: { ...text('When it happened; of a receipt when it was decided'), format: 'date-time' },
        ce_dataschema: text('The schema of the value, by its $id'), ce_partitionkey: text('The Kafka key; absent where a message had no usable one'),
      },
    },
    bindings: { kafka: { key: { type: 'string', description: 'The youth\'s pseudonym; of a receipt the child token' }, bindingVersion: KAFKA } },
  },
});
