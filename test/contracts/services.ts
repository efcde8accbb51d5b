import { childWelfare } from '../../apps/child-welfare/src/service.js';
import { compliance } from '../../apps/compliance/src/service.js';
import { juvenileCourt } from '../../apps/juvenile-court/src/service.js';
import { lawEnforcement } from '../../apps/law-enforcement/src/service.js';

/** Every service that serves an API. */
export const SERVICES = [childWelfare, juvenileCourt, lawEnforcement, compliance] as const;
