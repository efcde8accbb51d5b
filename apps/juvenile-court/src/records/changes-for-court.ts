import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { catchError, type Observable } from 'rxjs';
import { contextOf } from '#http';
import { DomainError, type Actor } from '#kernel';
import { clearanceOf } from './levels.js';

const toldTo = (actor: Actor | undefined, error: unknown): unknown => {
  if (!(error instanceof DomainError) || error.kind !== 'stale' || (actor && clearanceOf(actor) === 'court')) return error;
  const { changes: _, ...details } = error.details;
  return new DomainError(error.code, error.message, error.kind, details);
};

/** What others changed since may be of a person or document that is not there for the reader: only the court's own staff are told. */
@Injectable()
export class ChangesForCourt implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { actor } = contextOf(execution.switchToHttp().getRequest<Request>());
    return next.handle().pipe(catchError(error => { throw toldTo(actor, error); }));
  }
}
