// What formation is to the whole house.
import type { Room } from '../access/context.ts'
import { msg } from '../base/words.ts'
import { leftReasonNames } from '../carry-out/reports/rules.ts'
import * as calls from './contract.ts'
import { erasePerson } from './erasure.ts'
import { exports } from './exports.ts'
import { membershipImport } from './import.ts'
import { heldChanges } from './member-queries.ts'
import { naming } from './naming.ts'
import { routes } from './routes.ts'
import { consentHowNames, membersPaper, partyNames } from './rules.ts'
import { seed } from './seed.ts'

export const formation: Room = {
  name: 'formation',
  about: 'Who is a member of which group or cooperative, from when to when.',
  contracts: { formation: calls },
  routes,
  papers: [membersPaper],
  naming,
  exports,
  imports: [membershipImport],
  erasure: erasePerson,
  heldAbout: heldChanges,
  seed,
  heldWords: {
    columns: {
      joined_on: msg('Joined'),
      left_on: msg('Left'),
      left_reason: msg('Reason for leaving'),
      party: msg('Joined as'),
      consent_on: msg('Day of consent'),
      consent_how: msg('How consent was given'),
      before: msg('What stood before'),
      struck: msg('Struck out'),
    },
    values: {
      consent_how: consentHowNames,
      left_reason: leftReasonNames,
      party: partyNames,
      kind: { left: msg('left'), corrected: msg('corrected'), struck: msg('struck out') },
    },
  },
  journal: {
    verbs: {
      'membership.joined': msg('Entered as a member'),
      'membership.left': msg('Leaving of a member recorded'),
      'membership.corrected': msg('Membership corrected'),
      'membership.struck': msg('Membership struck out'),
    },
  },
}
