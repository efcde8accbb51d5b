import { CloudEvent, Kafka as KafkaBinding } from 'cloudevents';
import type { Topic } from '#contracts';
import type { KafkaRecord } from './producer.js';

type Attributes = {
  readonly id: string; readonly type: string; readonly source: string; readonly subject: string; readonly time: string;
  readonly dataschema: string; readonly key: string | null;
};

/**
 * A CloudEvent in Kafka's binary mode. The binding's own `ce_datacontenttype` is left out: there `content-type` says it.
 * Throws when the attributes make no CloudEvent.
 */
export const toRecord = ({ topic, key, data, id, type, source, subject, time, dataschema }: Attributes & { topic: Topic; data: unknown }): KafkaRecord => {
  const event = new CloudEvent({
    id, type, source, subject, time, dataschema, datacontenttype: 'application/json', data: data as object, ...(key === null ? {} : { partitionkey: key }),
  });
  const headers = Object.entries(KafkaBinding.binary(event).headers as Record<string, string | undefined>)
    .filter((header): header is [string, string] => header[1] !== undefined && header[0] !== 'ce_datacontenttype');
  return { topic: topic.name, key, value: JSON.stringify(data), headers: Object.fromEntries(headers) };
};
