import { CLAIM_KIND_OF } from '#contracts';
import { CLAIM_KINDS } from '../../apps/child-welfare/src/youth/domain/claims.js';

it('the claims a partner may send are the domain\'s kinds of claims', () => expect(Object.values(CLAIM_KIND_OF)).toEqual(CLAIM_KINDS));
