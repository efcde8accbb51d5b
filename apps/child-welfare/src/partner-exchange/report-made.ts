import { DOMAIN_REJECTIONS, type ReportMadeMessage } from '#contracts';
import { instant } from '#kernel';
import { ReceiveStateReport } from '../missing-episode/index.js';
import { pointing, type Telling } from './told.js';

/** Law-enforcement keeps the report itself, a moment later. */
export const reportMade: Telling<ReportMadeMessage> = async (told, { commands, children }) => {
  const { data: { recipient, channel, madeAt, receipt, acknowledgedAt }, meta } = told;
  const episodeId = await children.episodeOf(told);
  const report = { recipient, channel, madeAt: instant(madeAt), receipt, acknowledgedAt: acknowledgedAt ? instant(acknowledgedAt) : null };
  const { reportId, position } = await pointing(DOMAIN_REJECTIONS['report-made'], () => commands.execute(new ReceiveStateReport(episodeId, report, meta)));
  return { kind: 'report', id: reportId, position: String(position) };
};
