export { NoProgress, PublicApiClient, type Answer, type ApiRequest } from './public-api-client.js';
export { Refused, type Problem } from './refused.js';
export { findLocalStack, LocalStackNotRunning, type LocalStack } from './local-stack.js';
