// The rows of study that are kept of a place, and those that name a person: named answers, and who took a ballot. What
// was answered without a name has none. Of whom figures were told (asked_people) is left out: it stays as it was then,
// or a merger could make two groups alike; in no one's data either, since it says no more than the ballot did; whom is
// erased it does not keep (erasure.ts), and nobody once the class is closed.
import { sql } from 'kysely'
import { type Finding, finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import { isOnRoster } from '../platform/ballot.ts'
import type { Db } from '../platform/database.ts'
import { declareNaming, type Pair } from '../platform/naming.ts'
import type { StudyTables } from './tables.ts'

export const naming = declareNaming<StudyTables>()(
  [
    {
      of: 'place',
      table: 'study.policy',
      column: 'place_id',
      key: ['id'],
      what: msg('Policies'),
      called: 't.names',
      href: "'/study/policies/' || t.id",
    },
    {
      of: 'place',
      table: 'study.material',
      column: 'place_id',
      key: ['id'],
      what: msg('Study materials'),
      called: 't.title',
    },
    {
      of: 'person',
      table: 'study.named_answer',
      column: 'person_id',
      key: ['check_id'],
      as: 'key',
      what: msg('Named checks handed in'),
    },
    {
      of: 'person',
      table: 'study.ballot_box',
      column: 'taken',
      key: ['check_id'],
      as: 'text',
      what: msg('Ballots taken for a check'),
    },
    {
      of: 'person',
      table: 'study.ballot_box',
      column: 'roster',
      key: ['check_id'],
      as: 'text',
      what: msg('Rosters of checks that are open'),
    },
  ],
  { conflicts, frozen },
)

type Titled = { title: Names; isNamed: boolean }

/** One person hands in a named check once. */
async function conflicts(db: Db, { from, to }: Pair): Promise<Finding[]> {
  const { rows } = await sql<Titled>`
    select title from study.check as c
    where (select count(*) from study.named_answer where check_id = c.id and person_id in (${from}, ${to})) = 2
    order by id`.execute(db)
  const why = msg('Both take part in the same check of understanding: {name}.')
  return rows.map(({ title }) => finding('', 'same-check', why, { name: title }))
}

/** Nobody comes onto a frozen roster as somebody else or falls off it; nobody hands in an open check twice. */
async function frozen(db: Db, { from, to }: Pair): Promise<Finding[]> {
  const { rows } = await sql<Titled>`
    select title, named as "isNamed" from study.check as c where c.state = 'open' and (
      exists (select 1 from study.ballot_box as box where box.check_id = c.id
        and ${isOnRoster(sql.ref('box.roster'), { from, to })})
      or exists (select 1 from study.named_answer where check_id = c.id and person_id in (${from}, ${to})))
    order by id`.execute(db)
  const onRoster = msg(
    'One of them is on the roster of a check that is open: {name}. Wait until it is closed.',
  )
  const handedIn = msg('One of them handed in a check that is open: {name}. Wait until it is closed.')
  return rows.map(({ title, isNamed }) =>
    finding('', 'same-check', isNamed ? handedIn : onRoster, { name: title }),
  )
}
