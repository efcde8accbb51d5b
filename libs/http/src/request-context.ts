import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Meta } from '#event-store';
import type { Actor } from '#kernel';

/** What is known of a request so far: the middleware begins it, the guard completes it. */
export type RequestContext = {
  readonly correlationId: string;
  actor?: Actor;
  action?: string;
  purpose?: string;
  meta?: Meta;
};

const CORRELATION_ID = /^[A-Za-z0-9-]{8,64}$/;
const contexts = new WeakMap<object, RequestContext>();

/** What is known of a request so far. Throws where `configureHttp` was not called. */
export const contextOf = (request: object): RequestContext => {
  const context = contexts.get(request);
  if (!context) throw new Error('The request has no context: configureHttp was not called');
  return context;
};

/** First of all middleware: accepts or makes the correlation id and always returns it. Nothing answered here may be stored by a cache. */
export const beginContext = (request: Request, response: Response, next: NextFunction): void => {
  const sent = request.get('X-Correlation-Id');
  const correlationId = sent && CORRELATION_ID.test(sent) ? sent : randomUUID();
  contexts.set(request, { correlationId });
  response.set({ 'X-Correlation-Id': correlationId, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  next();
};
