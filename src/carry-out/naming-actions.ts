// The rows of carry-out that name a person or a unit.
import { msg } from '../base/words.ts'
import { namesIn } from '../platform/naming.ts'
import type { CarryOutTables } from './tables.ts'

const commitment = { table: 'carry_out.commitment', what: msg('Commitments') } as const

export const naming = namesIn<CarryOutTables>()([
  { ...commitment, key: ['id'], of: 'person', column: 'person_id' },
  { ...commitment, key: ['id'], of: 'organisation', column: 'organisation_id' },
])
