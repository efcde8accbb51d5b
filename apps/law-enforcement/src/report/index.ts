export { KnownSubjects } from './known-subjects.js';
export { KnownSubjectRow, knownSubjectsProjection } from './known-subjects.projection.js';
export { ReportModule } from './report.module.js';
export { ReportRow, reportsProjection } from './reports.projection.js';
