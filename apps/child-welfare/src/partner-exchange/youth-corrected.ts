import { DOMAIN_REJECTIONS, type YouthCorrectedMessage } from '#contracts';
import { instant } from '#kernel';
import { CorrectYouth } from '../youth/index.js';
import { CLAIM_POINTERS, claimsOf } from './claims.js';
import { pointing, type Telling } from './told.js';

const POINTERS = { ...DOMAIN_REJECTIONS['youth-corrected'], ...CLAIM_POINTERS };

export const youthCorrected: Telling<YouthCorrectedMessage> = async (told, { commands, children }) => {
  const { data: { claims, coverage }, meta } = told;
  const youthId = await children.youthOf(told);
  const correction = { claims: claimsOf(claims), coverage: coverage && { coverage: coverage.basis, from: instant(coverage.from) } };
  const { id, position } = await pointing(POINTERS, () => commands.execute(new CorrectYouth(youthId, correction, meta)));
  return { kind: 'youth', id, position: String(position) };
};
