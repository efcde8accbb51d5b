import { randomUUID } from 'node:crypto';
import sharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { credentials, type ServiceError } from '@grpc/grpc-js';

export { sharedMessages, streams };
export const empty = () => new sharedMessages.Empty();

/** host:port of an esdb:// connection string. */
export const addressOf = (url: string) => /^esdb:\/\/(?:[^@/]*@)?([^/?,]+)/.exec(url)![1]!;

export const rawStreams = (url: string) => new streamsGrpc.StreamsClient(addressOf(url), credentials.createInsecure());
export type RawStreams = ReturnType<typeof rawStreams>;

export const identifier = (stream: string) => new sharedMessages.StreamIdentifier().setStreamName(Uint8Array.from(Buffer.from(stream)));
export const uuid = (id: string = randomUUID()) => new sharedMessages.UUID().setString(id);

const properties = { type: 'Noted', 'content-type': 'application/json' };

/** An event as it goes over the wire. */
export const fill = <Message extends streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage>(
  message: Message, data = '{"number":0}', metadata: Record<string, string> = properties,
): Message => {
  message.setId(uuid()).setData(Uint8Array.from(Buffer.from(data)));
  for (const [name, value] of Object.entries(metadata)) message.getMetadataMap().set(name, value);
  return message;
};

/** What a call that answers with a stream gave: its messages, and its error if it ended with one. */
export const drain = <Message>(call: NodeJS.ReadableStream): Promise<{ messages: Message[]; error?: ServiceError }> =>
  new Promise(resolve => {
    const messages: Message[] = [];
    call.on('data', (message: Message) => messages.push(message));
    call.on('error', error => resolve({ messages, error: error as ServiceError }));
    call.on('end', () => resolve({ messages }));
  });

export const append = (client: RawStreams, requests: readonly streams.AppendReq[]): Promise<streams.AppendResp> =>
  new Promise((resolve, reject) => {
    const call = client.append((error, response) => (error ? reject(error) : resolve(response)));
    for (const request of requests) call.write(request);
    call.end();
  });
