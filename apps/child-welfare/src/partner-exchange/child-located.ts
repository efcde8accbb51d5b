import type { ChildLocatedMessage } from '#contracts';
import { LocateChild } from '../missing-episode/index.js';
import { pointing, type Telling } from './told.js';

const POINTERS = {
  'already-located': '/data/locatedAt', 'located-in-the-future': '/data/locatedAt', 'located-before-last-seen': '/data/locatedAt',
  'learned-in-the-future': '/data/learnedAt', 'learned-before-located': '/data/learnedAt',
  'episode-closed': '/data/episode', 'episode-recorded-in-error': '/data/episode',
};

export const childLocated: Telling<ChildLocatedMessage> = async (told, { commands, children }) => {
  const { data: { episode, ...data }, meta } = told;
  const episodeId = await children.episodeOf(told);
  const { id, position } = await pointing(POINTERS, () => commands.execute(new LocateChild(episodeId, data, meta)));
  return { kind: 'missing-episode', id, ref: episode, position: String(position) };
};
