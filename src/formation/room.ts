// What formation is to the whole house.
import type { Room } from '../access/context.ts'
import { msg } from '../base/words.ts'
import { erasePerson } from './erasure.ts'
import { exports } from './exports.ts'
import { membershipImport } from './import.ts'
import { heldChanges } from './member-queries.ts'
import { naming } from './naming.ts'
import { routes } from './routes.ts'
import { seed } from './seed.ts'

export const formation: Room = {
  name: 'formation',
  routes,
  naming,
  exports,
  imports: [membershipImport],
  erasure: erasePerson,
  heldAbout: heldChanges,
  seed,
  journal: {
    verbs: {
      'membership.joined': msg('Entered as a member'),
      'membership.left': msg('Leaving of a member recorded'),
      'membership.corrected': msg('Membership corrected'),
      'membership.struck': msg('Membership struck out'),
    },
  },
}
