import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { Appended } from '#event-store';

/** A body with its version: `ETag` is the stream's revision, `Position` what a later read may ask for by `Min-Position`. */
export class Versioned<T> {
  constructor(readonly body: T, readonly revision: bigint, readonly position?: bigint) {}
}

const isAppended = (value: unknown): value is Appended =>
  typeof value === 'object' && value !== null && 'eventIds' in value && typeof (value as Appended).revision === 'bigint';

/** What a command answers, with more in its body where `more` is given. Handlers may as well return `Appended` itself. */
export const toResponse = ({ id, revision, position }: Appended, more: object = {}): Versioned<object> =>
  new Versioned({ id, revision: String(revision), position: String(position), ...more }, revision, position);

/** Turns `Appended` and `Versioned` into body and headers. Only what is stored goes in, so a repeated command answers the same. */
export class VersionInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = execution.switchToHttp().getResponse<Response>();
    return next.handle().pipe(map((result: unknown) => {
      const versioned = isAppended(result) ? toResponse(result) : result;
      if (!(versioned instanceof Versioned)) return versioned;
      if (versioned.revision >= 0n) response.set('ETag', `"${versioned.revision}"`);
      if (versioned.position !== undefined) response.set('Position', String(versioned.position));
      return versioned.body as unknown;
    }));
  }
}
