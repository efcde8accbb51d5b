import {
  CHILD_TOKEN, DOMAIN_REJECTIONS, INBOUND, INBOUND_DEAD_LETTERS, inboundEnvelope, inboundMessages, INBOUND_MAX_VALUE_BYTES, outboundByType,
  outboundTopics, receiptMessage,
  RECEIPT_WITHIN_MS, RECEIPTS, REJECTIONS, topicConfiguration, WORKER_LOST_AFTER_MS, type Published, type Topic,
} from '#contracts';
import { inboundExamples, outboundExamples, receiptExamples, type Example } from './exchange-examples.js';
import { DAY_MS, messageTraits, securitySchemes, servers } from './async-api-parts.js';

const JSON_SCHEMA = 'application/schema+json;version=draft-07';

const ref = (path: string) => ({ $ref: `#/${path}` });
const file = ({ type }: Published) => ({ $ref: `./schemas/${type}.json` });
const days = ({ retentionMs }: Topic) => `${retentionMs / DAY_MS} days`;
const rejectionsOf = ({ type }: Published): object => DOMAIN_REJECTIONS[type.split('.')[2] as keyof typeof DOMAIN_REJECTIONS];
/** `partner.child-welfare.inbound.v1` is the channel inbound, `safe-harbor.compliance.duty.v1` compliance.duty. */
const channelOf = ({ name }: Topic): string =>
  (name.endsWith('.dlt') ? 'dead-letters' : name.replace(/^partner\.child-welfare\.|^safe-harbor\./, '').replace(/\.v\d+$/, ''));

const inboundMessage = (message: Published) => ({
  name: message.type, title: message.type.split('.')[2], summary: message.description, traits: [ref('components/messageTraits/structured')],
  payload: {
    schemaFormat: JSON_SCHEMA,
    schema: { allOf: [file(inboundEnvelope), { type: 'object', properties: { type: { const: message.type }, data: file(message) } }] },
  },
  'x-rejections': rejectionsOf(message),
  examples: inboundExamples().filter(({ content }) => content.type === message.type).map(({ name, content }) => ({ name, payload: content })),
});

const binaryMessage = (message: Published, more: object, examples: readonly Example<{ headers: object; value: object }>[]) => ({
  name: message.type, title: message.type.split('.').at(-2), summary: message.description, ...more, traits: [ref('components/messageTraits/binary')],
  headers: { type: 'object', properties: { ce_type: { const: message.type }, ce_dataschema: { const: `urn:safe-harbor:schema:${message.type}` } } },
  payload: { schemaFormat: JSON_SCHEMA, schema: file(message) },
  examples: examples.map(({ name, content: { headers, value } }) => ({ name, headers, payload: value })),
});

const receipt = binaryMessage(receiptMessage, { correlationId: ref('components/correlationIds/answered') }, receiptExamples());
const outbound = [...outboundByType.values()];

const channel = (topic: Topic, messages: readonly string[], description: string) => ({
  address: topic.name, description: `${topic.description} ${description} Messages stay ${days(topic)} from their arrival, and up to one day more: Kafka deletes whole segments.`,
  messages: Object.fromEntries(messages.map(type => [type, ref(`components/messages/${type}`)])),
  bindings: {
    kafka: {
      topic: topic.name, partitions: topic.partitions, bindingVersion: '0.5.0',
      topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': topic.retentionMs, 'max.message.bytes': topic.maxMessageBytes },
    },
  },
  'x-topic-configuration': topicConfiguration(topic), // the binding has no name for most of it
  'x-personal-data': topic.personalData,
});

const PERSONAL = 'Holds personal data in clear: only the partner and Safe Harbor may read it.';
const NOT_PERSONAL = 'Holds no personal data.';
const inboundTypes = [...inboundMessages.keys()];
const ofTopic = (topic: Topic) => outbound.filter(message => message.topic.name === topic.name).map(({ type }) => type);

const channels = {
  [channelOf(INBOUND)]: channel(INBOUND, inboundTypes,
    `${PERSONAL} A value may have at most ${INBOUND_MAX_VALUE_BYTES} bytes; a larger one, up to the limit of the topic, is answered \`message-too-large\`. Producers compress as they like where the topic has compression.type=uncompressed, as Safe Harbor creates it. Whoever may write this topic can speak for every partner that is listed: states that must not speak for each other each have a topic of their own, by a deployment or a prefix, or are kept apart by the broker's access lists.`),
  [channelOf(INBOUND_DEAD_LETTERS)]: channel(INBOUND_DEAD_LETTERS, inboundTypes,
    `${PERSONAL} Headers tell why: \`sh-reason-code\`, \`sh-reason-pointer\`, \`sh-original-topic\`, \`sh-original-partition\`, \`sh-original-offset\`, and \`sh-value-left-out\` where the value is: \`too-large\` or \`erased\`.`),
  [channelOf(RECEIPTS)]: channel(RECEIPTS, [receiptMessage.type],
    `${NOT_PERSONAL} The first receipt of a message comes within ${RECEIPT_WITHIN_MS / 1000} seconds of its arrival while the stores answer. ` +
    `When a worker dies its messages go to another one after ${WORKER_LOST_AFTER_MS / 1000} seconds, and are answered then. `
    + 'A final refusal, such as `unknown-child`, stands: the same id gets it again, whatever happened since. Send what was put right under a new id. '
    + 'A message without a usable key is answered without one. A rejection\'s code is one of these, or one that its message lists under x-rejections, with the JSON Pointer where the code fixes it '
    + '(an item of history-backfilled as a message of its type, its pointer below /data/items/<index>): '
    + Object.entries(REJECTIONS).map(([code, text]) => `\`${code}\` (${text})`).join('; ') + '.'),
  ...Object.fromEntries(outboundTopics.map(topic => [channelOf(topic), channel(topic, ofTopic(topic),
    `${NOT_PERSONAL} Key: the youth's pseudonym. At least once, in order per youth; \`ce_id\` tells a repeat.`)])),
};

const messagesOf = (topic: Topic, types: readonly string[]) => types.map(type => ref(`channels/${channelOf(topic)}/messages/${type}`));

const operations = {
  receiveFromPartner: {
    action: 'receive', channel: ref(`channels/${channelOf(INBOUND)}`), title: 'A state\'s system tells us',
    description: `Each child's messages are applied in the order of arrival, each source and id once. Every message is answered, within ${RECEIPT_WITHIN_MS / 1000} seconds while the stores answer and a worker has its partition: another takes a dead worker's after ${WORKER_LOST_AFTER_MS / 1000} seconds.`,
    traits: [ref('components/operationTraits/ingester')], messages: messagesOf(INBOUND, inboundTypes),
    reply: { channel: ref(`channels/${channelOf(RECEIPTS)}`), messages: messagesOf(RECEIPTS, [receiptMessage.type]) },
  },
  answerPartner: {
    action: 'send', channel: ref(`channels/${channelOf(RECEIPTS)}`), title: 'We answer', messages: messagesOf(RECEIPTS, [receiptMessage.type]),
    description: 'A parked message is answered again when it was redriven or discarded, a message sent again with its receipt again, under the same ce_id.',
  },
  keepDeadLetter: {
    action: 'send', channel: ref(`channels/${channelOf(INBOUND_DEAD_LETTERS)}`), title: 'We keep what was rejected or discarded',
    messages: messagesOf(INBOUND_DEAD_LETTERS, inboundTypes),
  },
  ...Object.fromEntries(outboundTopics.map(topic => [`publish.${channelOf(topic)}`, {
    action: 'send', channel: ref(`channels/${channelOf(topic)}`), title: topic.description, messages: messagesOf(topic, ofTopic(topic)),
  }])),
};

/** The AsyncAPI 3 document of the exchange, as the code has it. */
export const asyncApi = () => ({
  asyncapi: '3.0.0', id: 'urn:safe-harbor:partner-exchange',
  info: {
    title: 'Safe Harbor partner exchange', version: '1.0.0', license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    description: 'What state child-welfare systems tell Safe Harbor over Kafka, what it answers, and what it publishes. CloudEvents 1.0. '
      + 'Within a version a field may be added and a limit widened, never the reverse: a schema reads whatever any earlier one permitted.',
  },
  defaultContentType: 'application/json',
  servers, channels, operations,
  components: {
    messages: Object.fromEntries([
      ...[...inboundMessages.values()].map(message => [message.type, inboundMessage(message)] as const),
      [receiptMessage.type, receipt],
      ...outbound.map(message => [message.type, binaryMessage(message, {}, outboundExamples().filter(({ name }) => name === message.type))] as const),
    ]),
    messageTraits: messageTraits(CHILD_TOKEN),
    operationTraits: {
      ingester: {
        bindings: { kafka: { groupId: { type: 'string', enum: ['safe-harbor.child-welfare.inbound'] }, bindingVersion: '0.5.0' } },
      },
    },
    correlationIds: {
      sent: { description: 'The CloudEvent\'s id, unique per source', location: '$message.payload#/id' },
      answered: { description: 'The id of the message answered', location: '$message.payload#/messageId' },
    },
    securitySchemes,
  },
});
