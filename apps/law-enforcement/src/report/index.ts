export { KnownSubjects } from './known-subjects.js';
export { KnownSubjectRow, knownSubjectsProjection } from './known-subjects.projection.js';
export { ReportHandovers } from './report-handovers.process.js';
export { ReportModule } from './report.module.js';
export { ReportRow, reportsProjection } from './reports.projection.js';
export { StateReports } from './state-reports.process.js';
