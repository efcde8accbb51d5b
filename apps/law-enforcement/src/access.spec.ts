import { testAccess } from '#testing';
import { access } from './access.js';

testAccess(access, ['caseworker', 'supervisor', 'police-liaison', 'hotline-worker', 'compliance-officer', 'migration', 'operator'], {
  'report:draft': 'c a c a - a -',
  'report:make': 'c a c a - a -',
  'report:acknowledge': 'c a c a - a -',
  'report:refuse': 'c a c a - a -',
  'report:bounce': 'c a c a - a -',
  'report:supplement': 'c a c - - a -',
  'report:correct': '- a c - - a -',
  'report:read': 'c a c - a - -',
  'report:escalate': 'c a c a - a -',
  'report:record-ncmec-told': 'c a c - - a -',
  'ncic-entry:record': 'c a c - - a -',
  'ncic-entry:verify': 'c a c - - a -',
  'ncic-entry:cancel': 'c a c - - a -',
  'packet:read': 'c a c a a - -',
  'recovery:record': 'c a c a - a -',
  'recovery:read': 'c a c - a - -',
  'report:list': 'c a c a a a -',
  'recorded-time:claim': '- - - - - a -',
});
