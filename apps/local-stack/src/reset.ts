// Empties the data folder: the databases, the keys, the clock, the logs, and Kafka's topics.
import { kafkaRunsOn } from '#embedded-kafka';
import { removePostgres } from '#embedded-postgres';
import { Home, homeFolder } from './home.js';
import { runningOn } from './lock.js';
import { complain, say } from './terminal.js';

const home = new Home(homeFolder(process.env));
const pid = runningOn(home);
const broker = kafkaRunsOn(home.path('kafka'));
if (pid) {
  complain(`Safe Harbor runs on ${home.folder} (process ${pid}): stop it first`);
  process.exitCode = 1;
} else if (broker) {
  complain(`Kafka runs on ${home.path('kafka')} (process ${broker}): stop it first`);
  process.exitCode = 1;
} else {
  await removePostgres(home.folder);
  home.forget();
  say(`${home.folder} is empty`);
}
