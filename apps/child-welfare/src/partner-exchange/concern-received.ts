import { DOMAIN_REJECTIONS, type ConcernReceivedMessage } from '#contracts';
import { newId } from '#event-store';
import { concerns, ReceiveConcern } from '../concern/index.js';
import { pointing, type Telling } from './told.js';

export const concernReceived: Telling<ConcernReceivedMessage> = async (told, { commands, children }) => {
  const { data, meta } = told;
  const youthId = await children.youthOf(told);
  const { id, position } = await pointing(DOMAIN_REJECTIONS['concern-received'], () => commands.execute(new ReceiveConcern(newId(concerns, meta), { ...data, youthId }, meta)));
  return { kind: 'concern', id, position: String(position) };
};
