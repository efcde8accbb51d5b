import { openCopy } from './copies.js';
import { Follower, type Consumer } from './follower.js';
import { ProjectionCopy, toStandardError, type ProjectionDeps } from './projection-copy.js';
import { checkName } from './projection.js';
import { switchTo, tidy } from './switch.js';

const BATCH_SIZE = 200;

/** Options of both runners. */
export type RunnerOptions = {
  /** How often parked events are tried again unasked, in milliseconds. Default 30 s. */
  readonly redriveEveryMs?: number;
  /** `false`: take no lock, and let several workers race. Safe, since checkpoints settle it, but wasteful. */
  readonly exclusive?: boolean;
};

/**
 * Keeps one projection up to date, in a worker. Several workers may run it: one works, the others wait for its end.
 * A version higher than the running one is built beside it and takes over when it has caught up.
 * Never gives up: it reconnects for ever and parks what cannot be applied.
 */
export class ProjectionRunner {
  private readonly follower: Follower;

  constructor(private readonly deps: ProjectionDeps & RunnerOptions) {
    const { name, version } = deps.projection;
    checkName(name);
    this.follower = new Follower({
      ...deps,
      label: `${name}:${version}`,
      batchSize: BATCH_SIZE,
      log: deps.log ?? toStandardError,
      open: () => this.open(),
    });
  }

  start(): void {
    this.follower.start();
  }

  /** Lets the batch in hand finish. */
  stop(): Promise<void> {
    return this.follower.stop();
  }

  private async open(): Promise<Consumer> {
    const { dataSource, projection } = this.deps;
    const checkpoint = await openCopy(dataSource, projection);
    let { current } = checkpoint;
    if (current) await tidy(this.deps, projection.name);
    const copy = new ProjectionCopy(this.deps, checkpoint);
    return {
      copy: copy.copy,
      eventTypes: projection.eventTypes,
      position: copy.position,
      redrive: onlyRequested => copy.redrive(onlyRequested),
      consume: async batch => {
        await copy.consume(batch);
        if (current || !batch.caughtUp) return;
        await switchTo(this.deps, copy);
        current = true;
      },
    };
  }
}
