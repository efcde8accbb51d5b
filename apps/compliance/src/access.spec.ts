import { testAccess } from '#testing';
import { access } from './access.js';

testAccess(access, ['compliance-officer', 'supervisor', 'caseworker', 'police-liaison', 'hotline-worker', 'migration', 'operator', 'clerk', 'court-administrator'], {
  'ledger:read': 'c c c c - - - - -',
  'ledger:list': 'c c c c - c - - -',
  'duty:read': 'c c c c - - - c c',
  'duty:list': 'c c c c - c - c c',
  'duty:pause': '- c - - - - - - -',
  'duty:resume': '- c - - - - - - -',
  'duty:extend': '- c - - - - - - -',
  'duty:waive': 'c c - - - - - - -',
  'alert:list': 'c c c c - - - c c',
  'alert:acknowledge': 'c c c c - - - c c',
});
