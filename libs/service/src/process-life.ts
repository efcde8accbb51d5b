import { ConsoleLogger } from '@nestjs/common';

/** One JSON object a line: names, codes and ids only. */
export const logger = new ConsoleLogger({ json: true, logLevels: process.env.LOG_LEVEL === 'error' ? ['error', 'fatal'] : ['log', 'warn', 'error', 'fatal'] });

/**
 * Runs one process of a service: `start` opens it and returns how to close it. Tells a parent when it serves, closes on
 * SIGTERM, SIGINT or the parent's end, and ends with code 1 and the reason when it cannot start.
 */
export const live = async (name: string, start: () => Promise<{ close(): Promise<void> }>): Promise<void> => {
  let running: { close(): Promise<void> } | undefined;
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), 9_000).unref(); // whatever hangs must not keep the process
    void Promise.resolve(running?.close()).then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
  try {
    running = await start();
  } catch (error) {
    logger.fatal(`${name} cannot start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
  process.send?.({ type: 'ready' });
  logger.log(`${name} is ready`);
};
