// The rows of carry-out that name a person or a unit, and those that an account wrote.
import { msg } from '../base/words.ts'
import { declareNaming } from '../platform/naming.ts'
import type { CarryOutTables } from './tables.ts'

const commitment = { table: 'carry_out.commitment', what: msg('Commitments') } as const

export const naming = declareNaming<CarryOutTables>()([
  { ...commitment, key: ['id'], of: 'person', column: 'person_id' },
  { ...commitment, key: ['id'], of: 'organisation', column: 'organisation_id' },
  { of: 'account', table: 'carry_out.report', column: 'made_by', key: ['id'], what: msg('Reports made') },
  { of: 'account', table: 'carry_out.visit', column: 'made_by', key: ['id'], what: msg('Visits noted') },
  { of: 'account', table: 'carry_out.evidence', column: 'made_by', key: ['id'], what: msg('Evidence added') },
])
