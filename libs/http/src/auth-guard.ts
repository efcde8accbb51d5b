import { applyDecorators, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Request } from 'express';
import { v4, v5 } from 'uuid';
import type { Meta } from '#event-store';
import { type Clock, DomainError } from '#kernel';
import type { AccessTable, Pseudonyms, TokenVerifier } from '#security';
import { canonicalJson } from './canonical-json.js';
import { RequestRefused } from './problem.js';
import { contextOf } from './request-context.js';
import { bearerOf, claimedRecordedAtOf, idempotencyKeyOf, purposeOf, revisionOf } from './request-headers.js';

const ACTION = 'safe-harbor:action';
const PUBLIC = 'safe-harbor:public';
const IF_MATCH = 'safe-harbor:if-match';
const COMMAND_IDS = '0f1ec2f6-3e0a-4b52-9b61-59e6a26f0d5c';
const CLAIM = 'recorded-time:claim';

/** The access table's `noun:verb` that a handler performs. A handler with neither this nor `@Public()` is denied to everybody. */
export const Action = (action: string) => applyDecorators(SetMetadata(ACTION, action), ApiBearerAuth(), ApiExtension('x-action', action));

/** No token needed: for what tells nothing about anybody. */
export const Public = () => SetMetadata(PUBLIC, true);

/** For edits: without `If-Match` they are refused with 428 `if-match-required`. */
export const RequireIfMatch = () => applyDecorators(SetMetadata(IF_MATCH, true), ApiExtension('x-if-match', true));

/** Who sends it, may that role do it at all, and what the headers say of it; on the resource itself the decision is judged later. */
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector, private readonly tokens: TokenVerifier, private readonly accessTable: AccessTable,
    private readonly pseudonyms: Pseudonyms, private readonly clock: Clock,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const handler = execution.getHandler();
    if (this.reflector.get<boolean | undefined>(PUBLIC, handler)) return true;

    const request = execution.switchToHttp().getRequest<Request>();
    const context = contextOf(request);
    const action = (context.action = this.reflector.get<string | undefined>(ACTION, handler));
    context.actor = await this.tokens.verify(bearerOf(request));
    if (!action) throw new DomainError('action-not-declared', 'Nobody is permitted to do this', 'forbidden');
    this.accessTable.knows(context.actor, action);

    context.purpose = purposeOf(request);
    const expectedRevision = revisionOf(request);
    if (this.reflector.get<boolean | undefined>(IF_MATCH, handler) && expectedRevision === undefined) {
      throw new RequestRefused(428, 'if-match-required', 'Send If-Match with the ETag of what you read');
    }
    context.meta = { ...this.commandOf(request), expectedRevision };
    return true;
  }

  private commandOf(request: Request): Meta {
    const { actor, correlationId } = contextOf(request) as { actor: NonNullable<Meta['actor']>; correlationId: string };
    const key = idempotencyKeyOf(request);
    if (request.get('Claimed-Recorded-At') !== undefined) this.accessTable.knows(actor, CLAIM);
    return {
      actor, correlationId, claimedRecordedAt: claimedRecordedAtOf(request, this.clock.now()),
      commandId: key === undefined ? v4() : v5(JSON.stringify([actor.subject, key]), COMMAND_IDS),
      fingerprint: this.pseudonyms.mac('command', request.method, request.path, request.get('Claimed-Recorded-At') ?? '', canonicalJson(request.body)),
    };
  }
}
