import type {
  NcicCancelled, NcicEntered, NcicVerified, NcmecToldByPolice, Receipt, RefusalEscalated, ReportAcknowledged, ReportBounced, ReportCorrected, ReportMade,
  ReportRefused, ReportSupplemented, UsState,
} from '#contracts';
import type { Category, Event, Instant, Personal } from '#kernel';
import { ncicAfter, type NcicEntry } from './ncic.js';

/** 42 USC 671(a)(35)(B)(i)-(iii): what a report of a missing child includes, where reasonably possible. */
export const PACKET_ELEMENTS = ['photo', 'physical-description', 'endangerment-information'] as const;
export type PacketElement = (typeof PACKET_ELEMENTS)[number];

export type ReportIdentity = Pick<ReportMade['data'], 'reportId' | 'youthId' | 'subjectKind' | 'subjectId' | 'agency' | 'recipient'>;

export type ReportDrafted = Event<'ReportDrafted', ReportIdentity & {
  readonly state: UsState;
  readonly county: string;
  readonly lastSeenAt: Instant | null;
  readonly missingElements: readonly PacketElement[];
}>;
/** Its episode or determination proved to be another agency's or county's: `agency` is whose it is now. */
export type ReportHandedOver = Event<'ReportHandedOver', ReportIdentity & { readonly state: UsState; readonly county: string }>;
export type ReceiptsFoundToDiffer = Event<'ReceiptsFoundToDiffer', ReportIdentity>;

export type ReportEvent =
  | ReportDrafted | ReportHandedOver | ReportMade | ReportAcknowledged | ReceiptsFoundToDiffer
  | ReportRefused | ReportBounced | ReportSupplemented | ReportCorrected | RefusalEscalated
  | NcicEntered | NcicVerified | NcicCancelled | NcmecToldByPolice;

export type Attempt = Pick<ReportMade['data'], 'madeAt' | 'channel' | 'madeBy'>;
export type Refusal = Pick<ReportRefused['data'], 'refusedAt' | 'reason'>;
export type Supplement = Pick<ReportSupplemented['data'], 'supplementedAt' | 'elements'>;
export type KeptReceipt = { readonly acknowledgedAt: Instant | null; readonly receipt: Personal<Receipt> };

type History = {
  readonly draft: ReportDrafted['data'];
  readonly missingElements: readonly string[];
  readonly attempts: readonly Attempt[];
  readonly refusals: readonly Refusal[];
  readonly bounces: readonly Instant[];
  readonly receipts: readonly KeptReceipt[];
  readonly supplements: readonly Supplement[];
  readonly escalations: readonly Pick<RefusalEscalated['data'], 'escalatedAt' | 'to'>[];
  /** The last one stands unless it was cancelled. */
  readonly ncicEntries: readonly NcicEntry[];
  readonly ncmecTold: readonly Instant[];
};
export type MadeReport = History & {
  readonly status: 'made';
  readonly madeAt: Instant;
  /** As the recipient's own record last had it. */
  readonly recordHas: Instant | null;
  /** How many receipts are of earlier attempts. */
  readonly receiptsBefore: number;
};
export type DraftedReport = MadeReport | (History & { readonly status: 'drafted' | 'refused' | 'bounced' });
export type Report = { readonly status: 'none' } | DraftedReport;

const opened = (draft: ReportDrafted['data']): Report => ({
  status: 'drafted', draft, missingElements: draft.missingElements, attempts: [], refusals: [], bounces: [], receipts: [], supplements: [],
  escalations: [], ncicEntries: [], ncmecTold: [],
});

const evolveDrafted = (report: DraftedReport, event: Exclude<ReportEvent, ReportDrafted>): Report => {
  switch (event.type) {
    case 'ReportHandedOver': {
      const { agency, state, county } = event.data;
      return { ...report, draft: { ...report.draft, agency, state, county } };
    }
    case 'ReportMade': {
      const { madeAt, channel, madeBy } = event.data;
      return { ...report, status: 'made', madeAt, recordHas: null, receiptsBefore: report.receipts.length, attempts: [...report.attempts, { madeAt, channel, madeBy }] };
    }
    case 'ReportAcknowledged':
      return { ...report, receipts: [...report.receipts, { acknowledgedAt: event.data.acknowledgedAt, receipt: event.data.receipt }] };
    case 'ReportRefused':
      return { ...report, status: 'refused', refusals: [...report.refusals, { refusedAt: event.data.refusedAt, reason: event.data.reason }] };
    case 'ReportBounced':
      return { ...report, status: 'bounced', bounces: [...report.bounces, event.data.bouncedAt] };
    case 'ReportSupplemented': {
      const { supplementedAt, elements } = event.data;
      const missingElements = report.missingElements.filter(element => !elements.includes(element));
      return { ...report, missingElements, supplements: [...report.supplements, { supplementedAt, elements }] };
    }
    case 'ReportCorrected': {
      const { madeAt, reason } = event.data;
      const { recordHas: before, receiptsBefore } = report.status === 'made' ? report : { recordHas: null, receiptsBefore: report.receipts.length };
      const recordHas = reason === 'recipient-record' ? madeAt : before;
      return { ...report, status: 'made', madeAt, recordHas, receiptsBefore, attempts: [...report.attempts, ...report.attempts.slice(-1).map(last => ({ ...last, madeAt }))] };
    }
    case 'RefusalEscalated':
      return { ...report, escalations: [...report.escalations, { escalatedAt: event.data.escalatedAt, to: event.data.to }] };
    case 'NcicEntered':
    case 'NcicVerified':
    case 'NcicCancelled':
      return { ...report, ncicEntries: ncicAfter(report.ncicEntries, event) };
    case 'NcmecToldByPolice':
      return { ...report, ncmecTold: [...report.ncmecTold, event.data.toldAt] };
    case 'ReceiptsFoundToDiffer':
      return report;
  }
};

export const reports: Category<Report, ReportEvent> = {
  name: 'lawEnforcement.report',
  scope: 'exchange',
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'ReportDrafted') return opened(event.data);
    return state.status === 'none' ? state : evolveDrafted(state, event);
  },
};
