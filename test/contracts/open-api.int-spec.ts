import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { startService } from '#testing';
import { openApi3, type Document, type Operation } from './open-api-rules.js';
import { SERVICES } from './services.js';

const PROBLEMS = ['400', '401', '403', '404', '409', '413', '415', '500', '503'];

const refsIn = (part: unknown): string[] => [...JSON.stringify(part).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!);
const operationsOf = ({ paths }: Document) => Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })));
const bodyOf = ({ requestBody }: Operation) => requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1);

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  'child-welfare': [
    'ArrangeServicesDto', 'CloseEpisodeDto', 'CorrectDeterminationDto', 'CorrectEpisodeDto', 'DescribeCircumstancesDto', 'DescribePacketDto', 'DetermineFactorsDto',
    'DiscardDto', 'FileMotionDto',
    'GiveNoticeDto', 'HoldCommunicationDto', 'HoldReturnInterviewDto', 'LocateChildDto', 'MakeDeterminationDto', 'MergeEpisodesDto', 'NotifyHhsDto', 'ParkedRedriveDto',
    'PausePartnerDto', 'ReceiveConcernDto',
    'RecordScreeningDto', 'RegisterYouthDto', 'ReportMissingDto', 'RespondToFactorsDto', 'ResumePartnerDto', 'ReturnChildDto', 'ScreenOnReturnDto', 'UnmergeEpisodesDto',
    'WithholdNoticeDto',
  ],
  'juvenile-court': [
    'AddPartyDto', 'AmendCaseDto', 'BeginRepresentationDto', 'ContinueHearingDto', 'DecideCheckDto', 'DescribePartyDto', 'DocketFilingDto',
    'DraftAmendmentDto', 'DraftDto', 'DraftFilingDto', 'DraftOrderDto', 'EndRepresentationDto', 'FulfillTermDto', 'GiveReceiptDto', 'HoldHearingDto',
    'LiftSealDto', 'NoticeHearingDto', 'PermitTellingDto', 'PlaceSealDto', 'ProposeVacatingDto', 'ProveServiceDto', 'RejectFilingDto', 'ReturnFilingDto',
    'ReviseFilingDto', 'ScheduleHearingDto', 'SearchCasesDto', 'SetAbsenceHearingDto', 'SubmitFilingDto', 'VacateHearingDto', 'WithholdTellingDto',
  ],
  'law-enforcement': ['AcknowledgeReportDto', 'DraftReportDto', 'EnterInNcicDto', 'MakeReportDto', 'RecordRecoveryDto'],
  compliance: ['AcknowledgeAlertDto', 'ExtendDutyDto', 'PauseDutyDto', 'ResumeDutyDto', 'WaiveDutyDto'],
};

describe.each(SERVICES)('the API document of $name', service => {
  let document: Document;
  beforeAll(async () => {
    const running = await startService(service);
    document = await (await fetch(`${running.url}/openapi.json`)).json() as Document;
    await running.stop();
  });

  it('is OpenAPI 3', () => {
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
    ajv.validate(openApi3, document);
    expect(ajv.errors).toBeNull();
    expect(refsIn(document).filter(ref => !document.components.schemas[ref.replace('#/components/schemas/', '')])).toEqual([]);
    for (const { name, path, operation } of operationsOf(document)) {
      const inPath = operation.parameters.filter(parameter => parameter.in === 'path').map(parameter => `{${parameter.name}}`);
      expect([name, inPath.sort()]).toEqual([name, [...path.match(/\{\w+\}/g) ?? []].sort()]);
    }
    const ids = operationsOf(document).map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('describes every body that is sent, exactly', () => {
    for (const { name, operation } of operationsOf(document).filter(each => each.operation.requestBody)) {
      const schema = document.components.schemas[bodyOf(operation) ?? ''];
      expect([name, schema?.additionalProperties, Object.keys(schema?.properties ?? {}).length > 0]).toEqual([name, false, true]);
    }
  });

  it('names the problems of every operation', () => {
    for (const { name, operation } of operationsOf(document)) {
      const problems = Object.entries(operation.responses).filter(([, { content }]) => content?.['application/problem+json']).map(([status]) => status);
      expect([name, problems]).toEqual([name, expect.arrayContaining(PROBLEMS)]);
    }
  });

  it('shows only examples that its own schemas accept', () => {
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema(document, 'document');
    const examples = Object.entries(document.components.schemas).filter(([, { example }]) => example);
    expect(examples.map(([name]) => name).sort()).toEqual(EXAMPLES[service.name] ?? []);
    for (const [name, { example }] of examples) {
      const valid = ajv.validate({ $ref: `document#/components/schemas/${name}` }, example);
      expect([name, valid, ajv.errorsText()]).toEqual([name, true, 'No errors']);
    }
  });
});
