const MESSAGE_BYTES = 4 * 1024 * 1024;

const lines = (settings: Readonly<Record<string, string | number | boolean>>): string =>
  `${Object.entries(settings).map(([name, value]) => `${name}=${value}`).join('\n')}\n`;

/** A backslash is an escape in Java's property files. */
const path = (text: string): string => text.replaceAll('\\', '\\\\');

/** server.properties of one broker that is its own controller. Both ports are on 127.0.0.1. What `more` says wins. */
export const serverProperties = ({ data, port, controllerPort, more = {} }: {
  data: string; port: number; controllerPort: number; more?: Readonly<Record<string, string>> | undefined;
}): string => lines({
  'process.roles': 'broker,controller',
  'node.id': 1,
  'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
  'controller.listener.names': 'CONTROLLER',
  'listeners': `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
  'log.dirs': path(data),
  'auto.create.topics.enable': false,
  'message.max.bytes': MESSAGE_BYTES,
  'replica.fetch.max.bytes': MESSAGE_BYTES,
  'default.replication.factor': 1,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  // A group's first member need not wait for others, who join in tests one by one
  'group.initial.rebalance.delay.ms': 0,
  // What follows keeps one developer's broker small and quiet
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.num.partitions': 1,
  'share.coordinator.state.topic.num.partitions': 1,
  'num.network.threads': 2,
  'num.io.threads': 4,
  'background.threads': 2,
  'log.cleaner.dedupe.buffer.size': 8 * 1024 * 1024,
  'metadata.max.idle.interval.ms': 5000,
  ...more,
});

/** Warnings and worse, to standard output. */
export const LOG_PROPERTIES = lines({
  'appender.out.type': 'Console',
  'appender.out.name': 'out',
  'appender.out.layout.type': 'PatternLayout',
  'appender.out.layout.pattern': '%d{yyyy-MM-dd HH:mm:ss.SSS} %p %c: %m%n',
  'rootLogger.level': 'warn',
  'rootLogger.appenderRef.out.ref': 'out',
});
