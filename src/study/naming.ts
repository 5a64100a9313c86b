// The rows of study that name a person: named answers, and who took a ballot. What was answered without a name has none.
// Of whom figures were told (asked_people) is left out: it stays as it was then, or a merger could make two groups alike;
// in no one's data either, since it says no more than the ballot did; whom is erased it does not keep (erasure.ts), and
// nobody once the class is closed.
import { sql } from 'kysely'
import { hadAccount } from '../access/accounts/queries.ts'
import { finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import { mightEnter } from '../platform/ballot.ts'
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
    const { rows } = await sql<{ title: Names; isOpen: boolean }>`
      select c.title, box.check_id is not null as "isOpen" from study.check as c
      left join study.ballot_box as box on box.check_id = c.id
        and ${mightEnter(sql.ref('box.roster'), { from, to }, hadAccount)}
      where box.check_id is not null
        or (select count(*) from study.named_answer where check_id = c.id and person_id in (${from}, ${to})) = 2
      order by c.id`.execute(db)
    const both = msg('Both take part in the same check of understanding: {zh} ({en}).')
    // Nobody comes onto a frozen roster as somebody else, in either direction.
    const open = msg(
      'One of them is on the roster of a check that is open: {zh} ({en}). Wait until it is closed.',
    )
    return rows.map(({ title: { zh, en }, isOpen }) =>
      finding('', 'same-check', isOpen ? open : both, { zh, en }),
    )
  },
)
