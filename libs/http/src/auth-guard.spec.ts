import { UnauthorizedException } from '@nestjs/common';
import request from 'supertest';
import { DomainError } from '#kernel';
import { ID, NOW, seen, startThings } from '../test/things.js';

let things: Awaited<ReturnType<typeof startThings>>;
beforeAll(async () => {
  things = await startThings(request);
});
afterAll(() => things.stop());
beforeEach(() => {
  seen.denials = [];
  seen.metas = [];
  seen.auditFails = undefined;
});

describe('who asks', () => {
  const denied = async (authorization?: string, path = `/things/${ID}`) => {
    const pending = things.http().get(path);
    const response = await (authorization ? pending.set('Authorization', authorization) : pending);
    return { status: response.status, code: response.body.code, challenge: response.headers['www-authenticate'] };
  };
  it('must say so', async () => {
    expect(await denied()).toEqual({ status: 401, code: 'token-missing', challenge: 'Bearer' });
    expect(seen.denials).toEqual([expect.objectContaining({ code: 'token-missing', actor: undefined, action: 'thing:read', at: NOW, resourceType: '/things/:id', resourceId: ID })]);
  });
  it.each(['Basic abc', 'Bearer nonsense', 'Bearer a.b.c'])('must prove it (%s)', async header =>
    expect(await denied(header)).toEqual({ status: 401, code: 'token-invalid', challenge: 'Bearer error="invalid_token"' }));
  it('must do so in time', async () =>
    expect((await denied(await things.bearer('worker', 1_000))).code).toBe('token-expired'));
  it('must have a role that may', async () => {
    expect(await denied(await things.bearer('importer'))).toMatchObject({ status: 403, code: 'role-not-permitted' });
    expect(seen.denials).toEqual([expect.objectContaining({ code: 'role-not-permitted', actor: expect.objectContaining({ subject: 'subject-1', role: 'importer' }) })]);
  });
  it('is denied what nobody declared', async () =>
    expect(await denied(things.worker, `/things/${ID}/forgotten`)).toMatchObject({ status: 403, code: 'action-not-declared' }));
  it('is denied by the domain, and that is audited with no part of the address', async () => {
    seen.toThrow = new DomainError('other-agency', 'Not yours', 'forbidden');
    expect(await denied(things.worker, '/things/Wilhelmina/fails')).toMatchObject({ status: 403, code: 'other-agency' });
    expect(seen.denials).toEqual([expect.objectContaining({ code: 'other-agency', resourceType: '/things/:id/fails', resourceId: null })]);
  });
  it('is audited where Nest denies', async () => {
    seen.toThrow = new UnauthorizedException();
    expect(await denied(things.worker, `/things/${ID}/fails`)).toMatchObject({ status: 401, code: 'unauthorized' });
    expect(seen.denials).toHaveLength(1);
  });
  it('is still denied when the audit log is away', async () => {
    seen.auditFails = Object.assign(new Error('x'), { code: 'ECONNRESET' });
    expect(await denied()).toMatchObject({ status: 503, code: 'store-unavailable' });
  });
  it('needs no token for what is public', async () => expect((await things.http().get('/things/open/x')).body).toEqual({ name: 'x' }));
});
