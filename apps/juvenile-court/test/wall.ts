import { randomUUID } from 'node:crypto';
import { rebuild } from '#projections';
import type { TestService } from '#testing';
import { juvenileCourt } from '../src/service.js';
import { ask, askAll, ROLES, vanished, type Answers, type Asked, type Requests, type Role } from './answers.js';
import { done, judge } from './court.js';

export type Unsealing = { readonly path: string; readonly orderId: string };
/** What was asked, and how it was answered before the seals and after them. */
export type Wall = {
  readonly service: TestService; readonly requests: Requests; readonly before: Answers; readonly sealed: Answers; readonly unsealings: readonly Unsealing[];
};

/** `sealing` and `unsealing`: the orders it rests on, entered before anything is asked. */
export type Seal = Readonly<Record<'caseId' | 'kind' | 'targetId' | 'level' | 'sealing' | 'unsealing', string>>;

/** Seals by one order; returns how another lifts it. There for every reader when this resolves. */
export const placeSeal = async (service: TestService, { caseId, sealing, unsealing, ...seal }: Seal): Promise<Unsealing> => {
  const { body, headers } = await done(service, judge, `/cases/${caseId}/seals`, { ...seal, orderId: sealing });
  await service.get(judge, '/cases', { 'min-position': headers.position! });
  return { path: `/cases/${caseId}/seals/${body.sealId}/unsealing`, orderId: unsealing };
};

/** Asks of ids that never existed wherever a role is told that there is nothing, and wants the very same bytes. */
export const expectAsOfNothing = async (
  { service, requests, before, sealed }: Wall, gone: readonly string[], leaveOut: (name: string) => boolean = () => false,
): Promise<void> => {
  for (const [name, request] of Object.entries(requests).filter(([each]) => !leaveOut(each))) {
    const ofNothing = JSON.parse(gone.reduce((text, id) => text.replaceAll(id, randomUUID()), JSON.stringify(request))) as Asked;
    for (const role of Object.keys(ROLES) as Role[]) {
      const answer = sealed[name]![role]!;
      if (vanished(before[name]![role]!, answer)) expect([name, role, answer]).toEqual([name, role, await ask(service, role, ofNothing)]);
    }
  }
};

export const itStandsAndIsLifted = (wall: () => Wall): void => {
  it('answers the same after a full rebuild', async () => {
    const { service, requests, sealed } = wall();
    await rebuild({ client: service.open.client, dataSource: service.open.dataSource, projection: juvenileCourt.projections[0]! });
    expect(await askAll(service, requests)).toEqual(sealed);
  }, 60_000);

  it('answers after unsealing byte by byte as before', async () => {
    const { service, requests, before, unsealings } = wall();
    for (const { path, orderId } of unsealings) {
      const { headers } = await done(service, judge, path, { orderId });
      await service.get(judge, '/cases', { 'min-position': headers.position! });
    }
    expect(await askAll(service, requests)).toEqual(before);
  }, 60_000);
};
