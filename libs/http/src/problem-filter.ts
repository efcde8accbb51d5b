import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { validate as isUuid } from 'uuid';
import type { Clock } from '#kernel';
import type { AuditLog } from '#security';
import { problemFor } from './problem.js';
import { contextOf } from './request-context.js';

const FRAME = /^\s+at .+:\d+:\d+\)?$/;

/** Where it failed, without the error's own words: those may quote what a person sent or a row holds. */
const traceOf = (error: unknown): Record<string, unknown> => {
  if (typeof error !== 'object' || error === null) return { error: typeof error };
  const { name, code, stack, cause } = error as { name?: unknown; code?: unknown; stack?: unknown; cause?: unknown };
  const at = typeof stack === 'string' ? stack.split('\n').filter(line => FRAME.test(line)).slice(0, 12).map(line => line.trim()) : [];
  return { error: name, code, at, ...(cause ? { cause: traceOf(cause) } : {}) };
};

/** Every error becomes a problem; every denial becomes a row in the audit log first. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(private readonly auditLog: AuditLog, private readonly clock: Clock) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const { problem, headers } = await this.answer(error, request);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(problem.status).set(headers).type('application/problem+json').send(JSON.stringify(problem));
  }

  private async answer(error: unknown, request: Request): Promise<ReturnType<typeof problemFor>> {
    const { correlationId } = contextOf(request);
    const answer = problemFor(error, correlationId);
    const { status, code } = answer.problem;
    if (status >= 500) this.logger.error(JSON.stringify({ correlationId, problem: code, ...traceOf(error) }));
    if (status !== 401 && status !== 403) return answer;
    try {
      await this.auditDenial(request, code);
      return answer;
    } catch (auditError) { // still denied, but never without a trace
      this.logger.error(JSON.stringify({ correlationId, problem: 'denial-not-audited', ...traceOf(auditError) }));
      return problemFor(auditError, correlationId);
    }
  }

  private auditDenial(request: Request, code: string): Promise<void> {
    const { correlationId, actor, action = 'undeclared', purpose } = contextOf(request);
    const { route, params } = request as { route?: { path?: unknown }; params?: Record<string, unknown> };
    const id = params?.id;
    return this.auditLog.denied({
      at: this.clock.now(), code, actor, action, purpose, correlationId,
      resourceType: String(route?.path ?? 'unknown'), // the template: an address itself could hold anything
      resourceId: isUuid(id) ? (id as string) : null,
    });
  }
}
