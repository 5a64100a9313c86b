// The rows of convene that name a person or a unit. The names that a session gives its presenters stay as they were said.
import { sql } from 'kysely'
import { type Finding, finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import type { Db } from '../platform/database.ts'
import { declareNaming, type Pair } from '../platform/naming.ts'
import type { ConveneTables } from './tables.ts'

const presenters = {
  table: 'convene.session',
  column: 'presenters',
  as: 'text',
  what: msg('Sessions on a timetable'),
} as const

export const naming = declareNaming<ConveneTables>()(
  [
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
  { conflicts },
)

/** One class has one place for one person, and one session one mark. */
async function conflicts(db: Db, { subject, from, to }: Pair): Promise<Finding[]> {
  if (subject !== 'person') return []
  const { rows } = await sql<{ names: Names }>`
    with stands as (
      select class_id, person_id from convene.nomination where person_id in (${from}, ${to})
        and state in ('nominated', 'returned', 'accepted', 'waiting')
      union
      select class_id, person_id from convene.attendance join convene.session on session.id = session_id
      where person_id in (${from}, ${to})
    )
    select class.names from stands join convene.class on class.id = stands.class_id
    group by class.id having count(distinct person_id) = 2 order by class.id`.execute(db)
  const why = msg('Both stand in the same class: {zh} ({en}). Withdraw one of the two nominations first.')
  return rows.map(({ names }) => finding('', 'same-class', why, { zh: names.zh, en: names.en }))
}
