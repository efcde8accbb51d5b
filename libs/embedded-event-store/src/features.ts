import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { gossip, serverFeatures, shared } from './messages.js';
import { formatUuid } from './requests.js';

/** The server this one behaves like. */
const VERSION = '24.6.0';

const METHODS: readonly [service: string, method: string, features?: string[]][] = [
  ['event_store.client.streams.streams', 'read', ['position', 'events']],
  ['event_store.client.streams.streams', 'append'],
  ['event_store.client.streams.streams', 'delete'],
  ['event_store.client.streams.streams', 'tombstone'],
  ['event_store.client.streams.streams', 'batchappend'],
  ['event_store.client.gossip.gossip', 'read'],
  ['event_store.client.server_features.serverfeatures', 'getsupportedmethods'],
];

/** What this server has. Listing BatchAppend makes the official client use it. */
export const getSupportedMethods = (
  _call: ServerUnaryCall<shared.Empty, serverFeatures.SupportedMethods>, callback: sendUnaryData<serverFeatures.SupportedMethods>,
) => callback(null, new serverFeatures.SupportedMethods()
  .setEventStoreServerVersion(VERSION)
  .setMethodsList(METHODS.map(([service, method, features = []]) =>
    new serverFeatures.SupportedMethod().setServiceName(service).setMethodName(method).setFeaturesList(features))));

/** One member, which leads. */
export const readGossip = (instanceId: string, port: () => number) =>
  (_call: ServerUnaryCall<shared.Empty, gossip.ClusterInfo>, callback: sendUnaryData<gossip.ClusterInfo>) => {
    const member = new gossip.MemberInfo()
      .setInstanceId(formatUuid(instanceId, true))
      .setTimeStamp(String(BigInt(Date.now()) * 10_000n))
      .setState(gossip.MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port()));
    callback(null, new gossip.ClusterInfo().setMembersList([member]));
  };
