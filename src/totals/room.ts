// What totals are to the whole house.
import type { Room } from '../access/context.ts'
import { foldFrom } from './actions.ts'

export const totals: Room = {
  name: 'totals',
  jobs: [
    // A total is exact whether folded or not; every reader adds up what is not, so that much of it is folded soon.
    { what: 'folding totals', every: 30_000, work: ({ kysely }) => foldFrom(kysely, 1) },
    { what: 'folding many totals', every: 1000, work: ({ kysely }) => foldFrom(kysely, 2000) },
  ],
}
