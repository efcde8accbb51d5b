export { assess, doneBy, type Assessment } from './domain/assess.js';

export { type LegalClock } from './domain/clock.js';
export { completionOf, type Done, type Requirement } from './domain/conditions.js';
export { countDays, deadlineOf, type Counting } from './domain/deadline.js';
export { duties, type DutyEvent } from './domain/duty.js';
export { type Attempt } from './domain/evidence.js';
export { FACT_TYPES, type Fact, type FactEvent, type Horizon } from './domain/fact.js';
export { leadersOf, mergedEver, tellsWhose } from './domain/merged.js';
export { type Limit, type Rule } from './domain/rule.js';
export { knownOf, type Known, type Subject } from './domain/subject.js';
export { VERDICTS, verdictOf, type Flag, type Verdict, type VerdictCode } from './domain/verdict.js';
export { dutyIdOf } from './duty-id.js';
