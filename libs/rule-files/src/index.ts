export { loadDays } from './days.js';
export { endFaults, inForce, overlapFaults, type Placed } from './effective.js';
export { readerOf, refuseUnlessFolders, RulesDoNotLoad, unless, type Expand, type Fault, type Found, type Path, type Read } from './read-folders.js';
export { day, effective, exactly, oneOf, orNull, provenance, someOf, text, verified } from './schema-parts.js';
