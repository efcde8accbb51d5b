import Type from 'typebox';
import { publish } from './schema.js';

/** The partner's opaque name of a child: the envelope's `partitionkey` and the Kafka key. A JSON Schema pattern. */
export const CHILD_TOKEN = '^[A-Za-z0-9._:-]{1,128}$';

/** Ids, sources and types: visible ASCII, so that a receipt can repeat them. A JSON Schema pattern. */
export const VISIBLE = '^[!-~]{1,256}$';

/** What names a message. */
export const visible = (description: string) => Type.String({ pattern: VISIBLE, description });

/** RFC 3339 with any offset and no finer than a millisecond: what passes here `instant()` reads. */
export const timeWithOffset = (description: string) => Type.String({
  format: 'date-time', maxLength: 40, pattern: '^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:[0-5]\\d(\\.\\d{1,3}0*)?([Zz]|[+-]\\d{2}:\\d{2})$', description,
});

/** A CloudEvent as a partner sends it, in structured mode; in binary mode the same attributes are headers with the prefix `ce_`. */
export const inboundEnvelope = publish('partner.child-welfare.envelope.v1', 1,
  'A CloudEvent 1.0 in JSON. Further attributes are ignored. No attribute may tell who a person is: they are repeated in receipts.',
  Type.Object({
    specversion: Type.Literal('1.0'),
    id: visible('Unique per source; sent again with the same content it is answered again, a refusal too, and does nothing. A message that was put right needs a new id'),
    source: visible('The partner, as it is configured here'), type: visible('Which message, with its version as the last segment'),
    time: Type.Optional(timeWithOffset('When the partner\'s system made the message')),
    partitionkey: Type.String({ pattern: CHILD_TOKEN, description: 'The partner\'s opaque token of the child, equal to the Kafka key: no number that others know' }),
    datacontenttype: Type.Optional(Type.Literal('application/json')),
    data: Type.Unknown({ description: 'As the schema of the type says' }),
  }));
