import { randomUUID } from 'node:crypto';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import serverFeaturesGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import pg from 'pg';
import { append, serializeAppendAnswer } from './append.js';
import { batchAppend } from './batch-append.js';
import { OpenCalls } from './calls.js';
import { softDelete, tombstone } from './delete.js';
import { getSupportedMethods, readGossip } from './features.js';
import type { streams } from './messages.js';
import { readAll, readStream, type SendRead, type Store } from './read.js';
import { parseReadRequest } from './read-request.js';
import { subscribeToAll, subscribeToStream } from './subscribe.js';
import { Tail } from './tail.js';
import { Writer } from './writer.js';

const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;
const STOP_WITHIN_MS = 1_500;
const READ_CONNECTIONS = 8;

export type EventStoreServer = {
  port: number;
  /** The connection string for the official client. */
  url: string;
  /** Ends every call with UNAVAILABLE, finishes the writes under way and closes, within two seconds. */
  stop(): Promise<void>;
};

const read = (store: Store, calls: OpenCalls) => (call: ServerWritableStream<streams.ReadReq, streams.ReadResp>) =>
  calls.run(call, async (send: SendRead, signal) => {
    const request = parseReadRequest(call.request);
    switch (request.kind) {
      case 'read-stream': return readStream(store, request, send);
      case 'read-all': return readAll(store, request, send);
      case 'subscribe-to-stream': return subscribeToStream(store, request, send, signal);
      case 'subscribe-to-all': return subscribeToAll(store, request, send, signal);
    }
  });

const bind = (server: Server, port: number) =>
  new Promise<number>((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))));

const close = (server: Server) =>
  new Promise<void>(resolve => {
    const force = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, STOP_WITHIN_MS);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });

/**
 * Starts a server for development and tests that speaks EventStoreDB's gRPC protocol on 127.0.0.1, without TLS or users,
 * as far as a service on the official client uses it; anything else answers UNIMPLEMENTED.
 * It keeps everything in the PostgreSQL database given and makes its table there. One server writes to a database at a time:
 * another one is waited for up to 10 s, then this rejects. `port` is a free one unless given; a port in use rejects.
 */
export const startEventStore = async ({ databaseUrl, port = 0 }: { databaseUrl: string; port?: number }): Promise<EventStoreServer> => {
  const tail = new Tail();
  const writer = new Writer(databaseUrl, tail);
  const calls = new OpenCalls();
  const db = new pg.Pool({ connectionString: databaseUrl, max: READ_CONNECTIONS, application_name: 'embedded-event-store' });
  db.on('error', () => undefined); // a connection that breaks while idle is replaced when it is needed
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES, 'grpc.max_send_message_length': MAX_MESSAGE_BYTES, 'grpc.so_reuseport': 0,
  });
  let bound = port;
  server.addService(serverFeaturesGrpc.ServerFeaturesService, { getSupportedMethods });
  server.addService(gossipGrpc.GossipService, { read: readGossip(randomUUID(), () => bound) });
  const { StreamsService } = streamsGrpc;
  server.addService({ ...StreamsService, append: { ...StreamsService.append, responseSerialize: serializeAppendAnswer } }, {
    read: read({ db, tail }, calls),
    append: append(writer),
    batchAppend: batchAppend(writer, calls),
    delete: softDelete(writer),
    tombstone: tombstone(writer),
  });

  const stop = async () => {
    calls.stop();
    await Promise.all([writer.stop(), close(server)]);
    await db.end();
  };
  try {
    await writer.start();
    bound = await bind(server, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port: bound, url: `esdb://127.0.0.1:${bound}?tls=false`, stop };
};
