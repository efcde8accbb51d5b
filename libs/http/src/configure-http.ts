import { Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { Clock } from '#kernel';
import { AccessTable, AuditLog, Pseudonyms, TokenVerifier } from '#security';
import { AuthGuard } from './auth-guard.js';
import { mountHealth, type ReadinessChecks } from './health.js';
import { collectProcessMetrics, measureRequest } from './metrics.js';
import { mountOpenApi } from './open-api.js';
import { ProblemFilter } from './problem-filter.js';
import { RequestRefused } from './problem.js';
import { beginContext } from './request-context.js';
import { findUnstorable } from './unstorable.js';
import { validationPipe } from './validation.js';
import { VersionInterceptor } from './versioned.js';

export type HttpOptions = {
  readonly title: string;
  readonly description?: string;
  readonly readiness?: ReadinessChecks;
  /** Largest body, as of the `bytes` package; 256 kB unless told. */
  readonly bodyLimit?: string;
};

const onlyJson = (request: Request, _: Response, next: NextFunction): void => {
  const empty = request.get('Content-Length') === '0';
  const other = !empty && request.is('application/json') === false; // null: there is no body either
  next(other ? new RequestRefused(415, 'unsupported-media-type', 'Send application/json in UTF-8') : undefined);
};

const onlyStorable = (request: Request, _: Response, next: NextFunction): void => {
  const found = findUnstorable(request.url.includes('%00') ? '\0' : request.body);
  next(found && new RequestRefused(400, found.code, found.detail, [found]));
};

/**
 * Makes a Nest application a service of this house; call it once, before `listen`. The application provides
 * TokenVerifier, AccessTable, Pseudonyms, AuditLog and Clock (each under its class).
 */
export const configureHttp = (app: NestExpressApplication, options: HttpOptions): void => {
  const of = <T>(token: abstract new (...args: never[]) => T): T => app.get<T>(token as never, { strict: false });
  const clock = of(Clock);

  app.disable('x-powered-by');
  app.disable('etag'); // an ETag is a stream's revision and nothing else
  app.use(beginContext, measureRequest, onlyJson);
  app.useBodyParser('json', { limit: options.bodyLimit ?? '256kb' });
  app.use(onlyStorable);
  app.useGlobalFilters(new ProblemFilter(of(AuditLog), clock));
  app.useGlobalGuards(new AuthGuard(app.get(Reflector), of(TokenVerifier), of(AccessTable), of(Pseudonyms), clock));
  app.useGlobalPipes(validationPipe());
  app.useGlobalInterceptors(new VersionInterceptor());

  collectProcessMetrics();
  mountHealth(app, options.readiness ?? {});
  mountOpenApi(app, options);
};
