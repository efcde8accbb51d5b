import { createConfig, lintFromString } from '@redocly/openapi-core';
import { startService } from '#testing';
import { SERVICES } from './services.js';

it.each(SERVICES)('the API document of $name passes the recommended lint', async service => {
  const running = await startService(service);
  const source = await (await fetch(`${running.url}/openapi.json`)).text();
  await running.stop();
  const problems = await lintFromString({ source, absoluteRef: `${service.name}.json`, config: await createConfig({ extends: ['recommended'] }) });
  const told = problems.map(({ severity, ruleId, message, location }) => `${severity} ${ruleId} ${location[0]?.pointer ?? ''}: ${message}`);
  expect(told.filter(line => line.startsWith('error'))).toEqual([]);
  expect(told).toEqual([]);
});
