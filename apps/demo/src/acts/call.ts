import { plusHours } from '#kernel';
import { localTime, offsetAt } from '../local-time.js';
import type { Scene } from '../scene.js';

const HOURS_TO_REPORT = 24;
const OPENED_BY_THE_CALL = ['C2', 'C3', 'GA-19.22-police', 'GA-19.22-ncmec', 'GA-19.22-state-team'];

export type Child = { readonly youthId: string; readonly episodeId: string };

/** The hotline learns of it, and with that the agency: every clock starts. */
export const call = async (scene: Scene): Promise<Child> => {
  const { stage, start, synthetic } = scene;
  await scene.at(0, 'The hotline of a Georgia county takes a call: a youth in care has not come home and nobody knows where the youth is. The hotline is the agency, so the agency has now learned of it. Tonight the clocks change.');
  const { id: youthId } = await scene.childWelfare('/youths', {
    agency: 'US-GA', state: 'GA', county: 'GA county 3', coverage: 'placed',
    identifier: { id: `SYNTHETIC-${synthetic}`, source: 'agency-record', confidence: 'confirmed' },
    claims: [{ kind: 'name', value: 'Synthetic Child', source: 'agency-record', learnedAt: start }],
  }, 'hotline-worker');
  const { id: episodeId } = await scene.childWelfare('/missing-episodes', {
    youthId, category: 'left-without-permission', learnedAt: start, learnedBy: 'hotline', lastSeenAt: scene.hour(-3),
  }, 'hotline-worker');
  scene.follow({ kind: 'episodes', id: episodeId });
  await scene.showChanges();

  const due = plusHours(start, HOURS_TO_REPORT);
  const duties = await Promise.all(OPENED_BY_THE_CALL.map(ruleId => scene.dutyUnder(ruleId)));
  stage.expect(`Two federal clocks and three of Georgia's run ${HOURS_TO_REPORT} elapsed hours, to ${localTime(due)}`,
    duties.every(({ verdict, clockStart, deadline }) => verdict === 'open' && clockStart === start && deadline === due));
  stage.expect(`That is not "the same time tomorrow": the clocks change in between, from ${offsetAt(start)} to ${offsetAt(due)}`,
    start < scene.change && scene.change < due && offsetAt(start) !== offsetAt(due));
  const { deadline: court } = await scene.dutyUnder('GA-19.22-court');
  const lastMoment = /^Tue .* 23:59 /.test(localTime(court!)) && localTime(plusHours(court!, 1 / 3_600_000)).startsWith('Wed');
  stage.expect(`The court is to be told within two business days of Georgia: the weekend does not count, so to the end of Tuesday, in ${scene.elapsedHours(court!)} elapsed hours`,
    lastMoment && offsetAt(court!) === offsetAt(due));
  return { youthId, episodeId };
};
