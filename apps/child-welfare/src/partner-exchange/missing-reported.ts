import type { MissingReportedMessage } from '#contracts';
import { ReportMissing } from '../missing-episode/index.js';
import { pointing, type Telling } from './told.js';

const POINTERS = { 'learned-in-the-future': '/data/learnedAt', 'last-seen-after-learned': '/data/lastSeenAt', 'already-reported': '/data/episode' };

export const missingReported: Telling<MissingReportedMessage> = async (told, { commands, children }) => {
  const { data: { episode, ...data }, meta } = told;
  const youthId = await children.youthOf(told);
  const { id, position } = await pointing(POINTERS, () => commands.execute(new ReportMissing(children.episodeId(told), { ...data, youthId }, meta)));
  return { kind: 'missing-episode', id, ref: episode, position: String(position) };
};
