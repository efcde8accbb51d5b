export { Clock, SystemClock } from './clock.js';
export { DomainError, type RefusalKind } from './domain-error.js';
export { knownAt, type Actor, type Category, type Decision, type Event, type EventMetadata, type Recorded } from './event.js';
export { instant, millisecondsBetween, plusHours, plusMilliseconds, type Instant } from './instant.js';
export { classOf, clearOf, personal, type AtRest, type KeyScope, type Personal, type Scope, type Sealed } from './personal.js';
