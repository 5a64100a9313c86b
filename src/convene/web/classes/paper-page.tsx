// Chooses the paper by its name in the address and gives it what it prints.
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { t } from '../../../kit/words.ts'
import { classPage } from '../../classes/contract.ts'
import { roster } from '../../nominations/contract.ts'
import { seatTable } from '../../seats/contract.ts'
import { timetable } from '../../sessions/contract.ts'
import '../convene.css'
import { Roster } from '../nominations/paper-roster.tsx'
import { SeatTable } from '../seats/paper-seats.tsx'
import { Timetable } from '../sessions/paper-timetable.tsx'
import { Notice } from './paper-notice.tsx'

export function PaperPage({ classId, paper }: { classId: string; paper: string }) {
  const params = { classId }
  const head = useCall(classPage, { params })
  const seats = useCall(seatTable, { params }, { enabled: paper === 'notice' || paper === 'seats' })
  const people = useCall(roster, { params }, { enabled: paper === 'roster' })
  const sessions = useCall(timetable, { params }, { enabled: paper === 'timetable' })
  return (
    <Loaded of={head} lines={12}>
      {(head) => {
        if (paper === 'notice')
          return <Loaded of={seats}>{(table) => <Notice head={head} cells={table.cells} />}</Loaded>
        if (paper === 'seats')
          return (
            <Loaded of={seats}>
              {(table) => <SeatTable head={head} cells={table.cells} capacity={table.capacity} />}
            </Loaded>
          )
        if (paper === 'roster')
          return <Loaded of={people}>{({ people }) => <Roster head={head} people={people} />}</Loaded>
        if (paper === 'timetable')
          return (
            <Loaded of={sessions}>{({ sessions }) => <Timetable head={head} sessions={sessions} />}</Loaded>
          )
        return (
          <Empty
            action={<ButtonLink href={`/classes/${classId}/papers`}>{t('Back to the class')}</ButtonLink>}
          >
            {t('There is no such paper.')}
          </Empty>
        )
      }}
    </Loaded>
  )
}
