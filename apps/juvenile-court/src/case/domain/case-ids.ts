export type CaseIds = { readonly caseId: string; readonly youthId: string };
