// The rows of study that name a person: named answers, and who took a ballot. What was answered without a name has none;
// and of whom figures were told (asked_people) stays as it was then, or a merger could make two groups alike.
import { sql } from 'kysely'
import { finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import { declareNaming } from '../platform/naming.ts'
import type { StudyTables } from './tables.ts'

export const naming = declareNaming<StudyTables>()(
  [
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
  async (db, { from, to }) => {
    const { rows } = await sql<{ title: Names }>`
      select c.title from study.check as c where
        (select count(*) from study.named_answer where check_id = c.id and person_id in (${from}, ${to})) = 2
        or exists (select 1 from study.ballot_box where check_id = c.id
          and jsonb_exists(roster, ${from}) and jsonb_exists(roster, ${to})) order by c.id`.execute(db)
    const why = msg('Both take part in the same check of understanding: {zh} ({en}).')
    return rows.map(({ title }) => finding('', 'same-check', why, { zh: title.zh, en: title.en }))
  },
)
