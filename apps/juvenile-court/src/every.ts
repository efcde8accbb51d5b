import { Logger } from '@nestjs/common';
import type { Sweep } from '#service';

/** Work that is repeated while a worker runs; what fails is tried again the next time. */
export const every = (milliseconds: number, name: string, work: () => Promise<void>): Sweep => {
  const logger = new Logger(name);
  let timer: NodeJS.Timeout | undefined;
  let working = Promise.resolve();
  const wake = () => {
    working = working.then(work).catch((error: Error) => logger.warn(error.name));
  };
  return {
    start() {
      timer = setInterval(wake, milliseconds);
    },
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
};
