import { DOMAIN_REJECTIONS, type PlacementChangedMessage } from '#contracts';
import { instant } from '#kernel';
import { ChangePlacement } from '../youth/index.js';
import { pointing, type Telling } from './told.js';

/** A placement has no id of its own: it is read with the youth. */
export const placementChanged: Telling<PlacementChangedMessage> = async (told, { commands, children }) => {
  const { data: { setting, fosterHomeTypes = [], changedAt, coverage, county }, partner, meta } = told;
  const youthId = await children.youthOf(told);
  const change = { setting, fosterHomeTypes, since: instant(changedAt), county: county ?? partner.county, coverage };
  const { id, position } = await pointing(DOMAIN_REJECTIONS['placement-changed'], () => commands.execute(new ChangePlacement(youthId, change, meta)));
  return { kind: 'placement', id, position: String(position) };
};
