import { DOMAIN_REJECTIONS, type MissingReportedMessage } from '#contracts';
import { ReportMissing } from '../missing-episode/index.js';
import { pointing, type Telling } from './told.js';

export const missingReported: Telling<MissingReportedMessage> = async (told, { commands, children }) => {
  const { data: { episode, ...data }, meta } = told;
  const youthId = await children.youthOf(told);
  const { id, position } = await pointing(DOMAIN_REJECTIONS['missing-reported'], () => commands.execute(new ReportMissing(children.episodeId(told), { ...data, youthId }, meta)));
  return { kind: 'missing-episode', id, ref: episode, position: String(position) };
};
