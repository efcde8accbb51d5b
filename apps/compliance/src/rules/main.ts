// npm run rules -- check [FOLDER] | explain <dutyId>
import { US_STATES } from '#contracts';
import { findLocalStack, PublicApiClient, Refused } from '#public-api-client';
import { checkRules } from './check-rules.js';
import { explainDuty, type ShownDuty } from './explain-duty.js';
import { configuredRules, SHIPPED } from './load-rules.js';

const CONTROL = process.env.SAFE_HARBOR_CONTROL || 'http://127.0.0.1:3000';
const PATIENCE_MS = 20_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const print = (line: string) => process.stdout.write(`${line}\n`);

/** A duty is its agency's to see, so each agency's compliance officer is asked in turn. */
const readDuty = async (dutyId: string): Promise<ShownDuty | undefined> => {
  const stack = await findLocalStack(CONTROL);
  const api = new PublicApiClient({ patienceMs: PATIENCE_MS });
  const tokens = US_STATES.map(state => stack.tokenOf('compliance-officer', `US-${state}`)).filter(token => token !== undefined);
  for (const token of tokens) {
    try {
      return (await api.send<ShownDuty>({ method: 'GET', url: `${stack.urlOf('compliance')}/duties/${dutyId}`, token })).body;
    } catch (error) {
      if (!(error instanceof Refused) || ![403, 404].includes(error.problem.status)) throw error;
    }
  }
  return undefined;
};

const explain = async (dutyId: string): Promise<number> => {
  const duty = await readDuty(dutyId);
  for (const line of duty ? explainDuty(configuredRules(process.env), duty) : [`No agency here has a duty ${dutyId}`]) print(line);
  return duty ? 0 : 1;
};

const [command, argument] = process.argv.slice(2);
try {
  if (command === 'check') process.exitCode = checkRules(argument ?? SHIPPED, print);
  else if (command === 'explain' && UUID.test(argument ?? '')) process.exitCode = await explain(argument!);
  else {
    print('npm run rules -- check [FOLDER]     validates the rule packs and prints each rule as a sentence\n'
      + 'npm run rules -- explain <dutyId>   which rule, from which instant, why that deadline');
    process.exitCode = 2;
  }
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
