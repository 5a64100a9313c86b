// The papers of a class, each a printable page.
import { Link } from 'wouter'
import { useCall } from '../../../kit/api.ts'
import { Rows, Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { timetable } from '../../sessions/contract.ts'
import { clock } from '../../sessions/rules.ts'
import type { TabProps } from '../shapes.ts'

export function PapersTab({ head }: TabProps) {
  const table = useCall(timetable, { params: { classId: head.class.id } })
  const base = `/classes/${head.class.id}/papers`
  const papers = [
    {
      key: 'notice',
      text: t('Convening notice'),
      note: t('Who is called, when and where, with the seats of each place'),
      isFor: true,
    },
    { key: 'seats', text: t('Seat table'), note: t('All places and posts on one page'), isFor: true },
    {
      key: 'roster',
      text: t('Roster'),
      note: t('Everybody accepted, by {planner}'),
      isFor: head.mayReadPeople,
    },
    { key: 'timetable', text: t('Timetable'), note: t('All sessions by stage and day'), isFor: true },
  ]
  return (
    <>
      <Section title={t('Papers of the class')} note={t('Printed on A4, in the language that you read in.')}>
        <Rows
          of={papers
            .filter((paper) => paper.isFor)
            .map(({ key, text, note }) => ({ key, text: <Link href={`${base}/${key}`}>{text}</Link>, note }))}
        />
      </Section>
      {head.mayReadPeople && (
        <Section
          title={t('Sign-in sheets')}
          note={t('One for each session, with a line to sign for everybody expected.')}
        >
          <Loaded of={table}>
            {({ sessions }) =>
              sessions.length === 0 ? (
                <Empty>{t('No sessions yet: sign-in sheets follow the timetable.')}</Empty>
              ) : (
                <Rows
                  of={sessions.map((one) => ({
                    key: one.id,
                    mark: `${formatDay(one.onDay)} ${clock(one.startsAt)}`,
                    text: <Link href={`/sessions/${one.id}/sign-in-sheet`}>{nameOf(one.title)}</Link>,
                  }))}
                />
              )
            }
          </Loaded>
        </Section>
      )}
    </>
  )
}
