// npm run demo
import { LocalStackNotRunning } from '#public-api-client';
import { Stack } from './stack.js';
import { Stage } from './stage.js';
import { tell } from './story.js';

const CONTROL = process.env.SAFE_HARBOR_CONTROL || 'http://127.0.0.1:3000';

const stage = new Stage();
try {
  const stack = await Stack.find(CONTROL, 'US-GA');
  stage.line('One child under the rules of Georgia, from the first call to a closed case. All of it is made up; the clock of the local stack is moved on.');
  await tell(stack, stage);
  const failed = stage.failures.length;
  stage.line(failed === 0 ? '\nAll that was expected holds.' : `\nDoes not hold:\n${stage.failures.join('\n')}`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof LocalStackNotRunning ? 2 : 1;
}
