import { absenceTasks } from '../absence-review/index.js';
import { hearingTasks } from '../hearing/index.js';

/** The court's local day of a moment; $2 is its zone. */
const dayOf = (moment: string) => `to_char((${moment})::timestamptz at time zone $2, 'YYYY-MM-DD')`;

const filingTasks = [
  `select 'review-filing', filing_id, null, case_id, county, case when urgent then ${dayOf('received_at')} end, 'clerk' from filing where status in ('submitted', 'under-review')`,
  `select 'docket-filing', filing_id, null, case_id, county, case when urgent then ${dayOf('received_at')} end, 'clerk' from filing where status = 'accepted'`,
  `select 'correct-filing', filing_id, null, case_id, county, null, 'party' from filing where status = 'returned'`,
];

const orderTasks = [
  `select 'sign-order', order_id, null, case_id, county, null, 'judge' from court_order where status = 'drafted'`,
  `select 'enter-order', order_id, null, case_id, county, null, 'clerk' from court_order where status = 'signed'`,
  `select 'approve-amendment', order_id, null, case_id, county, null, 'judge' from court_order where amendment is not null`,
  `select 'fulfill-term', order_id, term.key::uuid, case_id, county, ${dayOf(`term.value ->> 'dueAt'`)}, 'agency'
   from court_order, jsonb_each(running) term where term.value ->> 'fulfilledAt' is null`,
  `select 'answer-holder-order', holder_order_id, null, case_id, county, ${dayOf('answer_by')}, 'holder' from holder_order where answered_at is null`,
  `select 'decide-safe-harbor', check_id, null, case_id, county, null, 'authority' from safe_harbor_check where status = 'open'`,
];

/** Whom a task may wait for. */
export const WAITING_FOR = ['clerk', 'judge', 'agency', 'party', 'holder', 'authority'] as const;

/**
 * All that waits, as one relation of the views: so what a reader may not know of is in no count and no cursor either. Each part
 * selects kind, subject_id, part_id, case_id, county, due (a day, or null) and waiting_for.
 */
export const TASKS = [...absenceTasks, ...hearingTasks, ...filingTasks, ...orderTasks].join(' union all ');
