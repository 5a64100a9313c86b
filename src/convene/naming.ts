// The rows of convene that name a person or a unit, or are kept of a place. The names that a session gives its
// presenters stay as they were said.
import { sql } from 'kysely'
import { type Finding, finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import type { Db } from '../platform/database.ts'
import { declareNaming, type Pair } from '../platform/naming.ts'
import { isLiveBy } from './nominations/queries.ts'
import type { ConveneTables } from './tables.ts'

const presenters = {
  table: 'convene.session',
  column: 'presenters',
  as: 'text',
  what: msg('Sessions on a timetable'),
} as const

const classes = {
  table: 'convene.class',
  what: msg('Classes'),
  called: 't.names',
  href: "'/classes/' || t.id",
} as const

const nominations = {
  table: 'convene.nomination',
  what: msg('Nominations'),
  called: '(select person.names from registry.person where person.id = t.person_id)',
} as const

/** Of classes that the place was called to. */
const called = {
  column: 'place_id',
  what: msg('Classes that it was called to'),
  called: '(select class.names from convene.class where class.id = t.class_id)',
  href: "'/classes/' || t.class_id",
} as const

export const naming = declareNaming<ConveneTables>()(
  [
    {
      of: 'place',
      table: 'convene.programme',
      column: 'place_id',
      key: ['id'],
      what: msg('Programmes'),
      called: 't.names',
    },
    { ...classes, of: 'place', column: 'place_id', key: ['id'] },
    { ...classes, of: 'place', column: 'host_place_id', key: ['id'] },
    { ...called, of: 'place', table: 'convene.class_place', key: ['class_id'] },
    { ...called, of: 'place', table: 'convene.seat_change', key: ['id'], what: msg('Changes of seats') },
    { ...nominations, of: 'appointment', column: 'appointment_id', key: ['id'] },
    {
      of: 'post',
      table: 'convene.class_post',
      column: 'post_id',
      key: ['class_id'],
      what: msg('Classes'),
      called: called.called,
      href: called.href,
    },
    {
      of: 'person',
      table: 'convene.nomination',
      column: 'person_id',
      key: ['id'],
      what: msg('Nominations'),
    },
    {
      of: 'person',
      table: 'convene.nomination_step',
      column: 'person_id',
      key: ['id'],
      what: msg('Steps of nominations'),
    },
    {
      of: 'person',
      table: 'convene.attendance',
      column: 'person_id',
      key: ['session_id'],
      as: 'key',
      what: msg('Attendance'),
    },
    {
      of: 'person',
      table: 'convene.attendance_mark',
      column: 'person_id',
      key: ['id'],
      what: msg('Marks of attendance'),
    },
    {
      of: 'person',
      table: 'convene.correction_person',
      column: 'person_id',
      key: ['correction_id'],
      as: 'key',
      what: msg('Corrections of a class that had ended'),
    },
    { ...presenters, of: 'person', key: ['id'] },
    { ...presenters, of: 'organisation', key: ['id'] },
    {
      of: 'account',
      table: 'convene.nomination_step',
      column: 'account_id',
      key: ['id'],
      what: msg('Decisions about nominations'),
    },
    {
      of: 'account',
      table: 'convene.seat_change',
      column: 'account_id',
      key: ['id'],
      what: msg('Changes of seats'),
    },
    {
      of: 'account',
      table: 'convene.correction',
      column: 'account_id',
      key: ['id'],
      what: msg('Corrections of a class that had ended'),
    },
  ],
  { conflicts, follow },
)

/** One class has one place for one person, and one session one mark. */
async function conflicts(db: Db, { subject, from, to }: Pair): Promise<Finding[]> {
  if (subject !== 'person') return []
  const { rows } = await sql<{ names: Names }>`
    with stands as (
      select class_id, person_id from convene.nomination where person_id in (${from}, ${to})
        and ${isLiveBy('state')}
      union
      select class_id, person_id from convene.attendance join convene.session on session.id = session_id
      where person_id in (${from}, ${to})
    )
    select class.names from stands join convene.class on class.id = stands.class_id
    group by class.id having count(distinct person_id) = 2 order by class.id`.execute(db)
  const why = msg('Both stand in the same class: {name}. Withdraw one of the two nominations first.')
  return rows.map(({ names }) => finding('', 'same-class', why, { name: names }))
}

/**
 * What was written about a nomination under the entry kept goes with the nomination: its steps, and the marks and the
 * corrections of marks of the days on which it is the one with the seat.
 */
async function follow(db: Db, { subject, from, to }: Pair): Promise<void> {
  if (subject !== 'person') return
  const sits = (id: string) => sql`exists (select 1 from convene.session join convene.nomination as n
    on n.class_id = session.class_id and n.person_id = ${id} and n.seated_on <= session.on_day
      and session.on_day < coalesce(n.left_on, 'infinity') where session.id = of.session_id)`
  const isTheirs = sql`of.session_id is not null and ${sits(from)} and not ${sits(to)}`
  await sql`update convene.nomination_step as step set person_id = ${from} from convene.nomination as n
    where n.id = step.nomination_id and n.person_id = ${from} and step.person_id = ${to}`.execute(db)
  await sql`update convene.attendance as of set person_id = ${from}
    where person_id = ${to} and ${isTheirs}`.execute(db)
  await sql`update convene.attendance_mark as of set person_id = ${from}
    where person_id = ${to} and ${isTheirs}`.execute(db)
  await sql`update convene.correction_person as one set person_id = ${from} from convene.correction as of
    where of.id = one.correction_id and one.person_id = ${to} and (${isTheirs} or exists (
      select 1 from convene.nomination as n where n.id = of.nomination_id and n.person_id = ${from}))`.execute(
    db,
  )
}
