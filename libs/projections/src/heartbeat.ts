import { CheckpointMoved } from './checkpoint.js';
import type { Lock } from './lock.js';

/**
 * Says that a worker is alive; fails when its lock's session has ended, or its copy has been replaced.
 * In a table of its own, so that it never waits for a batch.
 */
export const beat = async (connection: Pick<Lock, 'query'>, copy: string): Promise<{ redriveRequested: boolean }> => {
  const [row] = await connection.query<{ wanted: boolean; requested: boolean }[]>(
    `with beat as (
       insert into projection_heartbeat (copy, beat_at) select copy, clock_timestamp() from projection_checkpoint where copy = $1
       on conflict (copy) do update set beat_at = excluded.beat_at)
     select exists (select 1 from projection_checkpoint c join projection_pointer p using (name)
                    where c.copy = $1 and (p.copy = c.copy or p.version < c.version)) as wanted,
            exists (select 1 from projection_parked where copy = $1 and redrive_requested) as requested`, [copy]);
  if (!row?.wanted) throw new CheckpointMoved(`${copy} has been replaced`);
  return { redriveRequested: row.requested };
};
