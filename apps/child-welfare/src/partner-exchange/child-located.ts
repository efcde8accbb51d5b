import { DOMAIN_REJECTIONS, type ChildLocatedMessage } from '#contracts';
import { LocateChild } from '../missing-episode/index.js';
import { pointing, type Telling } from './told.js';

export const childLocated: Telling<ChildLocatedMessage> = async (told, { commands, children }) => {
  const { data: { episode, ...data }, meta } = told;
  const episodeId = await children.episodeOf(told);
  const { id, position } = await pointing(DOMAIN_REJECTIONS['child-located'], () => commands.execute(new LocateChild(episodeId, data, meta)));
  return { kind: 'missing-episode', id, ref: episode, position: String(position) };
};
