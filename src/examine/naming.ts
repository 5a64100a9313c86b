// The rows of examine that are kept of a place, and those that name a person: who may answer and who took a ballot,
// and nothing of what was answered.
import { sql } from 'kysely'
import { type Finding, finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import { isOnRoster } from '../platform/ballot.ts'
import type { Db } from '../platform/database.ts'
import { declareNaming, type Pair } from '../platform/naming.ts'
import type { ExamineTables } from './tables.ts'

export const naming = declareNaming<ExamineTables>()(
  [
    {
      of: 'place',
      table: 'examine.misconception',
      column: 'place_id',
      key: ['id'],
      what: msg('Cards'),
      called: 't.statement',
      href: "'/examine/cards/' || t.id",
    },
    {
      of: 'person',
      table: 'examine.ballot_box',
      column: 'taken',
      key: ['round_id'],
      as: 'text',
      what: msg('Ballots taken for an examination'),
    },
    {
      of: 'person',
      table: 'examine.ballot_box',
      column: 'roster',
      key: ['round_id'],
      as: 'text',
      what: msg('Rosters of examinations that are open'),
    },
  ],
  { frozen },
)

/** Nobody comes onto a frozen roster as somebody else, or falls off it. */
async function frozen(db: Db, pair: Pair): Promise<Finding[]> {
  const { rows } = await sql<{ title: Names }>`
    select round.title from examine.round join examine.ballot_box as box on box.round_id = round.id
    where ${isOnRoster(sql.ref('box.roster'), pair)} order by round.id`.execute(db)
  const why = msg(
    'One of them is on the roster of an examination that is open: {name}. Wait until it is closed.',
  )
  return rows.map(({ title }) => finding('', 'same-round', why, { name: title }))
}
