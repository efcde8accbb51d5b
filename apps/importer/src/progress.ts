import { Presets, SingleBar } from 'cli-progress';

export type Progress = { readonly advance: () => void; readonly stop: () => void };

const LINES = 10;

/** A bar on a terminal; elsewhere a line now and then. Always on stderr: stdout is the result. */
export const showProgress = (total: number, stream: NodeJS.WriteStream = process.stderr): Progress => {
  let done = 0;
  if (stream.isTTY) {
    const bar = new SingleBar({ stream, format: 'Episodes {bar} {value}/{total}, {eta_formatted} left', hideCursor: true }, Presets.shades_classic);
    bar.start(total, 0);
    return { advance: () => bar.increment(), stop: () => bar.stop() };
  }
  const step = Math.max(1, Math.ceil(total / LINES));
  return {
    advance: () => {
      done += 1;
      if (done % step === 0 || done === total) stream.write(`${done} of ${total} episodes\n`);
    },
    stop: () => undefined,
  };
};
