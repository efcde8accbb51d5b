export { kafkaRunsOn, startKafka, type Kafka } from './start-kafka.js';
export { kafkaJars, missingForKafka } from './jars.js';
export { javaProgram } from './java.js';
