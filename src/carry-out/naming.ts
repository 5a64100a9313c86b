// The rows of carry-out that name a person or a unit or are kept of a place, and those that an account wrote.
import { msg } from '../base/words.ts'
import { declareNaming } from '../platform/naming.ts'
import type { CarryOutTables } from './tables.ts'

const commitment = { table: 'carry_out.commitment', what: msg('Commitments') } as const

export const naming = declareNaming<CarryOutTables>()([
  { ...commitment, key: ['id'], of: 'person', column: 'person_id' },
  { ...commitment, key: ['id'], of: 'organisation', column: 'organisation_id' },
  { ...commitment, key: ['id'], of: 'post', column: 'post_id' },
  {
    ...commitment,
    key: ['id'],
    of: 'place',
    column: 'place_id',
    called: '(select person.names from registry.person where person.id = t.person_id)',
    href: "'/carry-out/commitments/' || t.id",
  },
  {
    of: 'place',
    table: 'carry_out.report',
    column: 'place_id',
    key: ['id'],
    what: msg('Progress figures'),
    called:
      "(select plan.words_in(t.indicator_id, period.from_on) -> 'names' from plan.period where period.id = t.period_id)",
    href: "'/carry-out/reports/' || t.id",
  },
  { of: 'account', table: 'carry_out.report', column: 'made_by', key: ['id'], what: msg('Reports made') },
  { of: 'account', table: 'carry_out.visit', column: 'made_by', key: ['id'], what: msg('Visits noted') },
  { of: 'account', table: 'carry_out.evidence', column: 'made_by', key: ['id'], what: msg('Evidence added') },
])
