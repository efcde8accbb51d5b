import type { ChildRecovered, DeterminationCorrected, DeterminationMade, DeterminationWithdrawn, ScreeningCompleted } from '#contracts';
import type { Recorded } from '#kernel';
import type { FilingEvent } from '../filing/index.js';
import type { OrderEvent } from '../order/index.js';
import type { Standing, StandingEvent } from './domain/standing.js';

type Docketed = Extract<FilingEvent, { type: 'FilingDocketed' }>;
type Expunged = Extract<OrderEvent, { type: 'CaseExpunged' }>;
export type Learned = ChildRecovered | DeterminationMade | DeterminationCorrected | DeterminationWithdrawn | ScreeningCompleted | Docketed | Expunged;

export const LEARNED_FROM = [
  'ChildRecovered', 'DeterminationMade', 'DeterminationCorrected', 'DeterminationWithdrawn', 'ScreeningCompleted', 'FilingDocketed', 'CaseExpunged',
] as const satisfies readonly Learned['type'][];

const DETERMINED = { 'identified-victim': 'identified', 'at-risk': 'suspected', 'not-indicated': 'cleared' } as const;

/**
 * What an event tells of a child as a victim, or of an arrest or charge. A screening that proposes nothing clears nobody; a correction leaves
 * who said what.
 */
export const learnedFrom = ({ type, data, metadata }: Recorded<Learned>, { statements }: Standing): readonly StandingEvent[] => {
  switch (type) {
    case 'DeterminationMade': {
      const { youthId, agency, state, county, determinationId: statementId, outcome, ageBand = 'unknown' } = data;
      return [{ type: 'VictimStandingStated', data: { youthId, agency, state, county, statementId, says: DETERMINED[outcome], ageBand } }];
    }
    case 'DeterminationCorrected': {
      const { youthId, agency, state, county, ageBand, determinationId: statementId } = data;
      const stated = statements.find(each => each.statementId === statementId);
      return stated ? [{ type: 'VictimStandingStated', data: { youthId, agency, state, county, statementId, says: stated.says, ageBand } }] : [];
    }
    case 'DeterminationWithdrawn':
      return [{ type: 'VictimStandingWithdrawn', data: { youthId: data.youthId, statementId: data.determinationId } }];
    case 'ScreeningCompleted': {
      const { youthId, agency, state, county, screeningId: statementId, result } = data;
      return result === 'none' ? [] : [{ type: 'VictimStandingStated', data: { youthId, agency, state, county, statementId, says: 'suspected', ageBand: 'unknown' } }];
    }
    case 'ChildRecovered': {
      const { youthId, recoveryId: triggerId, recoveredAt: triggeredAt, arrested } = data;
      return arrested ? [{ type: 'ArrestOrChargeLearned', data: { youthId, trigger: 'arrest', triggerId, triggeredAt, charged: null } }] : [];
    }
    case 'FilingDocketed': {
      const { youthId, caseId, court, county, filingId: triggerId, filingType } = data;
      const statusOffense = filingType === 'status-offense';
      if (filingType !== 'delinquency' && !statusOffense) return [];
      return [{ type: 'ArrestOrChargeLearned', data: { youthId, trigger: 'charge', triggerId, triggeredAt: metadata.occurredAt, charged: { caseId, court, county, statusOffense } } }];
    }
    case 'CaseExpunged':
      return [{ type: 'ChargeDropped', data: { youthId: data.youthId, caseId: data.caseId } }];
  }
};
