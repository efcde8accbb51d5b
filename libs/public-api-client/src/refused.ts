/** RFC 9457 problem details as the services answer them. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
};

/** The service answered, and said no: asking again would not help. */
export class Refused extends Error {
  constructor(readonly problem: Problem, readonly request: string) {
    super(`${request}: ${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = 'Refused';
  }
}

/** Reads a refusal, also one that another program than our services sent. */
export const problemOf = (status: number, text: string): Problem => {
  const unknown = { status, code: `http-${status}`, detail: 'The answer is no problem document' };
  try {
    const { code, detail, errors } = JSON.parse(text) as Partial<Problem>;
    return typeof code === 'string' ? { status, code, detail: detail ?? code, ...(errors ? { errors } : {}) } : unknown;
  } catch {
    return unknown;
  }
};
