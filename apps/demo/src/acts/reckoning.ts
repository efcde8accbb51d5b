import { isOwed } from '../duty-lines.js';
import { evidenceOf } from '../ledger.js';
import { showLedger } from '../ledger-page.js';
import type { Scene } from '../scene.js';

const LATE = ['C3', 'GA-19.22-ncmec'];

/** The ledger of the child: every duty, its evidence and verdict. */
export const reckoning = async (scene: Scene): Promise<void> => {
  const { stage } = scene;
  stage.line('\nThe ledger of this child');
  const ledgers = await scene.ledgers();
  showLedger(stage, ledgers);
  stage.line();
  const owed = ledgers.flatMap(({ report }) => report.duties).filter(isOwed);
  stage.expect(`Of ${owed.length} duties ${LATE.join(' and ')} were done late, and all the others on time`,
    owed.every(({ ruleId, verdict }) => verdict === (LATE.includes(ruleId) ? 'late' : 'on-time')) && LATE.every(ruleId => owed.some(duty => duty.ruleId === ruleId)));
  const receipts = new Map(ledgers.flatMap(each => each.receipts).map(({ eventId, receipt }) => [eventId, receipt]));
  stage.expect('Behind every report there is a receipt', owed.filter(({ attempts }) => attempts.length > 0)
    .every(duty => evidenceOf(duty).some(({ eventId }) => receipts.get(eventId)?.caseNumber?.startsWith('SYN-'))));
};
