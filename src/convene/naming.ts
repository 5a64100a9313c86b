// The rows of convene that name a person or a unit, or are kept of a place. The names that a session gives its
// presenters stay as they were said.
import { sql } from 'kysely'
import { type Finding, finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import type { Db } from '../platform/database.ts'
import { declareNaming, type Pair } from '../platform/naming.ts'
import { daysOf } from './classes/queries.ts'
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
  { conflicts, settle, follow },
)

/**
 * One class has one place for one person, and one session one mark; where a class allows nobody to sit in another on
 * the same days, nobody comes to do so by being made one.
 */
async function conflicts(db: Db, { subject, from, to }: Pair): Promise<Finding[]> {
  if (subject !== 'person') return []
  const two = sql`person_id in (${from}, ${to})`
  const { rows } = await sql<{ code: keyof typeof whyNot; names: Names }>`
    with stands as (
      select class_id, person_id from convene.nomination where ${two} and ${isLiveBy('state')}
      union
      select class_id, person_id from convene.attendance join convene.session on session.id = session_id where ${two}
    ),
    same as (select class_id from stands group by class_id having count(distinct person_id) = 2),
    sat as (
      select distinct seat.class_id, seat.person_id, day from convene.nomination as seat
      join convene.class on class.id = seat.class_id
      cross join lateral ${daysOf(sql`class.id`, sql`class.first_day`, sql`class.last_day`)} as days
      where seat.${two} and seat.seated_on <= day and day < coalesce(seat.left_on, 'infinity')
    ),
    found as (
      select 'same-class' as code, class_id from same
      union
      select 'two-classes', mine.class_id from sat as mine join sat as theirs using (day)
        join convene.class on class.id = mine.class_id
        where mine.person_id <> theirs.person_id and mine.class_id <> theirs.class_id and class.clash_rule = 'refused'
    )
    select found.code, class.names from found join convene.class on class.id = found.class_id
    order by class.id, found.code`.execute(db)
  return rows.map(({ code, names }) => finding('', code, whyNot[code], { name: names }))
}

const whyNot = {
  'same-class': msg('Both stand in the same class: {name}. Withdraw one of the two nominations first.'),
  'two-classes': msg(
    'In the class {name} nobody sits who sits in another on the same days, as these two do. Withdraw one of them first.',
  ),
}

/**
 * One person has one seat on a day of a class. A seat that was withdrawn, and in which nobody was marked, has no days
 * any more where the other's shares some of them: nothing was counted of it, and `follow` gives them back.
 */
async function settle(db: Db, { subject, from, to }: Pair): Promise<void> {
  if (subject !== 'person') return
  const isMarked = (seat: string) => sql`exists (select 1 from convene.attendance as mark
    join convene.session on session.id = mark.session_id
    where session.class_id = ${sql.ref(`${seat}.class_id`)} and mark.person_id = ${sql.ref(`${seat}.person_id`)})`
  await sql`update convene.nomination as mine set left_on = mine.seated_on, settled_left_on = mine.left_on,
      settled_with = ${from}
    from convene.nomination as theirs
    where mine.person_id in (${from}, ${to}) and theirs.person_id in (${from}, ${to})
      and theirs.person_id <> mine.person_id and theirs.class_id = mine.class_id
      and mine.state = 'withdrawn' and not ${isMarked('mine')}
      and (theirs.state <> 'withdrawn' or mine.person_id = ${from} or ${isMarked('theirs')})
      and exists (select 1 from convene.session where session.class_id = mine.class_id
        and session.on_day >= greatest(mine.seated_on, theirs.seated_on)
        and session.on_day < least(mine.left_on, theirs.left_on))`.execute(db)
}

/**
 * What was written about a nomination under the entry kept goes with the nomination: its steps, and the marks and the
 * corrections of marks of the days on which it is the one with the seat. A withdrawn seat has its days again.
 */
async function follow(db: Db, { subject, from, to }: Pair): Promise<void> {
  if (subject !== 'person') return
  await sql`update convene.nomination set left_on = settled_left_on, settled_left_on = null, settled_with = null
    where settled_with = ${from}`.execute(db)
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
