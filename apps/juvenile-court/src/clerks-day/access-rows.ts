import { allowReading, COURT_STAFF } from '../court-access.js';

export const clerksDayAccess = allowReading(['clerks-day:read'], COURT_STAFF);
