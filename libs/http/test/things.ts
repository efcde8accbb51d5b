import { createServer } from 'node:http';
import { Body, Controller, Get, Logger, Module, Param, Patch, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type supertest from 'supertest';
import type { Appended, Meta } from '#event-store';
import { Clock, DomainError, instant } from '#kernel';
import { AccessTable, AuditLog, Pseudonyms, TokenVerifier } from '#security';
import {
  Action, awaitPosition, configureHttp, Example, InstantField, MinPosition, PageQuery, Public, RequestMeta, RequestReading, RequireIfMatch,
  UuidParam, Versioned,
} from '../src/index.js';

export const NOW = instant('2026-03-01T00:00:00Z');
export const ID = '7d3e3c9c-6f2b-4a3e-9a5b-0f6f3c1f2a10';
/** Must never come back out, in an answer or in the log. */
export const SECRET_NAME = 'Wilhelmina Testperson';
export const good = { youthId: ID, learnedAt: '2026-02-01T10:00:00-05:00' };

class Person {
  @IsString() name!: string;
}

@Example<ThingDto>(good)
class ThingDto {
  @IsUUID() youthId!: string;
  @InstantField() learnedAt!: string;
  @IsOptional() @IsIn(['MO', 'KY'], { context: { code: 'unknown-state' } }) state?: string;
  @IsOptional() @ValidateNested({ each: true }) @Type(() => Person) people?: Person[];
}

class ThingsQuery extends PageQuery {
  @IsOptional() @InstantField() since?: string;
}

/** What the handlers saw, and what the failing one throws. */
export const seen = {
  metas: [] as Meta[], denials: [] as Record<string, unknown>[], logged: [] as string[],
  toThrow: undefined as unknown, auditFails: undefined as unknown,
};

const appended = (meta: Meta): Appended => ({ id: ID, revision: 4n, position: 1024n, eventIds: [meta.commandId] });

@Controller('things')
class ThingsController {
  @Post() @Action('thing:write')
  create(@Body() _dto: ThingDto, @RequestMeta() meta: Meta) {
    seen.metas.push(meta);
    return appended(meta);
  }

  @Patch(':id') @Action('thing:write') @RequireIfMatch()
  edit(@UuidParam('id') _id: string, @Body() _dto: ThingDto, @RequestMeta() meta: Meta) {
    seen.metas.push(meta);
    return appended(meta);
  }

  @Get(':id') @Action('thing:read')
  async read(@UuidParam('id') id: string, @MinPosition() min: bigint | undefined, @RequestReading() reading: object) {
    await awaitPosition(min, async () => { throw new DomainError('not-caught-up', 'Not there yet'); });
    return new Versioned({ id, reading }, 7n);
  }

  @Get() @Action('thing:read')
  list(@Query() query: ThingsQuery) {
    return query;
  }

  @Get(':id/fails') @Action('thing:read')
  fails() {
    throw seen.toThrow;
  }

  @Get(':id/forgotten')
  forgotten() {
    return 'never';
  }

  @Get('open/:name') @Public()
  open(@Param('name') name: string) {
    return { name };
  }
}

class FixedClock extends Clock {
  now() {
    return NOW;
  }
}

const table = new AccessTable([
  { role: 'worker', action: 'thing:write', when: [] },
  { role: 'worker', action: 'thing:read', when: [] },
  { role: 'importer', action: 'thing:write', when: [] },
  { role: 'importer', action: 'recorded-time:claim', when: [] },
]);

const audit = {
  async denied(entry: Record<string, unknown>) {
    if (seen.auditFails) throw seen.auditFails;
    seen.denials.push(entry);
  },
};

/** A small service with an issuer of its own, in this process; asked through the spec's supertest. */
export const startThings = async (request: typeof supertest) => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' }] });
  const server = createServer((_, response) => response.setHeader('Content-Type', 'application/json').end(keys));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const bearer = async (role: string, expires: string | number = '1h') =>
    `Bearer ${await new SignJWT({ role, agency: 'MO-CD' }).setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setSubject('subject-1').setIssuer(issuer).setAudience('safe-harbor').setExpirationTime(expires).sign(privateKey)}`;

  @Module({
    controllers: [ThingsController],
    providers: [
      { provide: TokenVerifier, useValue: new TokenVerifier({ issuer, audience: 'safe-harbor', jwksUri: `${issuer}/keys` }) },
      { provide: AccessTable, useValue: table },
      { provide: Pseudonyms, useValue: new Pseudonyms(Buffer.alloc(32, 1)) },
      { provide: AuditLog, useValue: audit },
      { provide: Clock, useClass: FixedClock },
    ],
  })
  class ThingsModule {}

  const keep = (...words: unknown[]) => void seen.logged.push(JSON.stringify(words));
  Logger.overrideLogger({ log: keep, error: keep, warn: keep });
  const app = await NestFactory.create<NestExpressApplication>(ThingsModule);
  const broken = () => Promise.reject(new Error(SECRET_NAME));
  configureHttp(app, { title: 'Things', readiness: { database: () => Promise.resolve(), broken } });
  await app.listen(0, '127.0.0.1');

  const worker = await bearer('worker');
  const http = () => request(app.getHttpServer());
  return {
    bearer,
    worker,
    http,
    get: (path: string) => http().get(path).set('Authorization', worker),
    post: (body: object | string, headers: Record<string, string> = {}) =>
      http().post('/things').set('Authorization', worker).set('Content-Type', 'application/json').set(headers).send(body),
    failing(error: unknown) {
      seen.toThrow = error;
      return http().get(`/things/${ID}/fails`).set('Authorization', worker);
    },
    async stop() {
      await app.close();
      server.close();
      expect(seen.logged.join()).not.toContain(SECRET_NAME);
    },
  };
};
