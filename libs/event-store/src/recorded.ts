import type { ResolvedEvent } from '@eventstore/db-client';
import type { EventMetadata, Recorded } from '#kernel';

/** An event as the client delivers it, in our own shape; `undefined` for system events, links without target and events not ours. */
export const recorded = ({ event }: ResolvedEvent): Recorded | undefined => {
  if (!event?.isJson || event.type.startsWith('$') || event.position === undefined) return undefined;
  return {
    type: event.type,
    data: event.data as Recorded['data'],
    id: event.id,
    stream: event.streamId,
    revision: event.revision,
    position: event.position.commit,
    metadata: event.metadata as EventMetadata,
  };
};
