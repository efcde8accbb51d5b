export { assess, doneBy, type Assessment, type Subject } from './domain/assess.js';
export { type Attempt } from './domain/evidence.js';
export { FACT_TYPES, type Fact, type FactEvent, type Horizon } from './domain/fact.js';
export { type Rule } from './domain/rule.js';
export { VERDICTS, verdictOf, type Verdict, type VerdictCode } from './domain/verdict.js';
export { dutyIdOf } from './duty-id.js';
