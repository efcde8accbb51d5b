import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { credentials } from '@grpc/grpc-js';
import { addressOf, empty } from './raw.js';
import { useEventStore } from './support.js';

describe('EventStoreDB conformance: what a server tells of itself', () => {
  const store = useEventStore();

  it('lists its methods in lower case, BatchAppend among them, and a version of three parts', async () => {
    const client = new featuresGrpc.ServerFeaturesClient(addressOf(store.url()), credentials.createInsecure());
    const supported = await new Promise<features.SupportedMethods>((resolve, reject) =>
      client.getSupportedMethods(empty(), (error, response) => (error ? reject(error) : resolve(response))));
    client.close();
    expect(supported.getEventStoreServerVersion()).toMatch(/^\d+\.\d+\.\d+/);
    const methods = supported.getMethodsList().map(method => `${method.getServiceName()}/${method.getMethodName()}`);
    for (const method of ['read', 'append', 'batchappend', 'delete', 'tombstone']) {
      expect(methods).toContain(`event_store.client.streams.streams/${method}`);
    }
    expect(methods).toEqual(methods.map(method => method.toLowerCase()));
  });

  it('names a living leader', async () => {
    const client = new gossipGrpc.GossipClient(addressOf(store.url()), credentials.createInsecure());
    const cluster = await new Promise<gossip.ClusterInfo>((resolve, reject) =>
      client.read(empty(), (error, response) => (error ? reject(error) : resolve(response))));
    client.close();
    const leaders = cluster.getMembersList().filter(member => member.getState() === gossip.MemberInfo.VNodeState.LEADER);
    expect(leaders.map(member => member.getIsAlive())).toEqual([true]);
    expect(leaders[0]!.getInstanceId()!.hasStructured()).toBe(true);
  });
});
