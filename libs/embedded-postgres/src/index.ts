export { alive } from './alive.js';
export { databaseFolder } from './run-as.js';
export { freePort, removePostgres, startPostgres, stopLeftoverPostgres, type Postgres } from './start-postgres.js';
