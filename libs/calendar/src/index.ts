export * from './calendar.js';
export * from './court-days.js';
