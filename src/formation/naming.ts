// The rows of formation that name a person or a unit.
import { sql } from 'kysely'
import { finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import { declareNaming } from '../platform/naming.ts'
import type { FormationTables } from './tables.ts'

const membership = { table: 'formation.membership', what: msg('Memberships') } as const

export const naming = declareNaming<FormationTables>()(
  [
    { ...membership, key: ['id'], of: 'person', column: 'person_id' },
    { ...membership, key: ['id'], of: 'organisation', column: 'organisation_id' },
  ],
  // One member of one unit at a time has one membership.
  {
    conflicts: async (db, { subject, from, to }) => {
      const [own, other] = (
        subject === 'person' ? ['person_id', 'organisation_id'] : ['organisation_id', 'person_id']
      ).map((column) => [sql.ref(`a.${column}`), sql.ref(`b.${column}`)])
      const { rows } = await sql<{ person: Names; unit: Names }>`
      select person.names as person, unit.names as unit
      from formation.membership as a join formation.membership as b
        on ${own[0]} = ${from} and ${own[1]} = ${to} and ${other[0]} = ${other[1]}
          and a.joined_on < b.left_on and b.joined_on < a.left_on and not a.struck and not b.struck
      join registry.person on person.id = a.person_id join registry.organisation as unit on unit.id = a.organisation_id
      order by a.id`.execute(db)
      const why = msg(
        '{person} is entered as a member of {unit} twice for the same days. Strike out one of the two memberships first.',
      )
      return rows.map(({ person, unit }) => finding('', 'same-membership', why, { person, unit }))
    },
  },
)
