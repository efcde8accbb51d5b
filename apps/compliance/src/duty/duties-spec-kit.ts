import { plusHours, type Instant } from '#kernel';
import { eventually, type TestService } from '#testing';
import { newEpisode, reportMissing, type Episode } from '../spec-kit.js';

type Running = Pick<TestService, 'clock' | 'open' | 'get'>;
export type Row = {
  dutyId: string; ruleId: string; subjectId: string; state: string; status: string; clockStart: Instant; deadline: Instant | null; alerted: number[];
  breachSeenAt: string | null;
};

/** The two federal reports of a missing child; a state's own duties stand beside them. */
const FEDERAL = ['C2', 'C3'];
export const isFederal = ({ ruleId }: Pick<Row, 'ruleId'>) => FEDERAL.includes(ruleId);
export const statuses = (rows: readonly Row[]) => rows.map(({ ruleId, status }) => `${ruleId} ${status}`);

/** Reads the duties of a running service; the federal ones, as one agency's compliance officer sees them. */
export const dutiesIn = (service: () => Running, agency = 'US-MO') => {
  const of = async ({ episodeId }: Episode, position = 0n): Promise<Row[]> => {
    const { body } = await service().get({ role: 'compliance-officer', agency }, '/duties?limit=200', { 'Min-Position': String(position) });
    return (body.items as Row[]).filter(row => row.subjectId === episodeId && isFederal(row)).sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
  };
  const standing = (episode: Episode, holds: (rows: Row[]) => boolean) => eventually(() => of(episode), holds);
  const eventsOf = async (dutyId: string): Promise<string[]> => {
    const types: string[] = [];
    for await (const { event } of service().open.client.readStream(`compliance.duty-${dutyId}`)) types.push(event!.type);
    return types;
  };
  /** A duty opened and breached after everything else: by then the sweep has asked all that was due. */
  const sentinel = async () => {
    const episode = newEpisode(agency);
    await reportMissing(service(), episode, plusHours(service().clock.now(), -25));
    await standing(episode, rows => rows.length > 0 && rows.every(({ breachSeenAt }) => breachSeenAt !== null));
  };
  return { of, standing, eventsOf, sentinel };
};
