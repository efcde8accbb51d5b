export { openDependencies, type Dependencies } from './dependencies.js';
export type { Destructions } from './destructions.js';
export { projectRoot, readEnvironment, toolEnvironment, type Environment } from './environment.js';
export { logger } from './process-life.js';
export { httpApplication, serve } from './serve.js';
export type { Exchange, Service, Sweep } from './service.js';
export { sessionOptions } from './sessions.js';
export { work, workerApplication } from './work.js';
