export { clerksDayAccess } from './access-rows.js';
export { ClerksDayModule } from './clerks-day.module.js';
