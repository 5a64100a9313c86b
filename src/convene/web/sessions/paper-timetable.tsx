// The timetable: stage by stage, day by day.
import { Paper } from '../../../kit/paper.tsx'
import { Empty } from '../../../kit/states.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { clock } from '../../rules.ts'
import { IllustrativeNote, PaperActions } from '../classes/paper-note.tsx'
import { periodOf } from '../period.ts'
import type { Head, OneSession } from '../shapes.ts'

export function Timetable({ head, sessions }: { head: Head; sessions: OneSession[] }) {
  return (
    <Paper
      title={t('Timetable')}
      issuer={nameOf(head.class.place.names)}
      lead={`${nameOf(head.class.names)} · ${nameOf(head.class.hostPlace.names)} · ${periodOf(head.class)}`}
      actions={<PaperActions classId={head.class.id} />}
    >
      {sessions.length === 0 && <Empty>{t('The timetable is not out yet.')}</Empty>}
      {sessions.length > 0 && (
        <table className='table list' aria-label={t('Timetable')}>
          <thead>
            <tr>
              <th scope='col'>{t('Day')}</th>
              <th scope='col'>{t('Time')}</th>
              <th scope='col'>{t('Session')}</th>
              <th scope='col'>{t('Room')}</th>
            </tr>
          </thead>
          {head.stages.map((stage) => {
            const own = sessions.filter((one) => one.stageId === stage.id)
            if (own.length === 0) return null
            return (
              <tbody key={stage.id}>
                <tr className='group'>
                  <th scope='rowgroup' colSpan={4}>
                    {nameOf(stage.names)}
                  </th>
                </tr>
                {own.map((one, at) => (
                  <tr key={one.id}>
                    <td className='tight'>{own[at - 1]?.onDay === one.onDay ? '' : formatDay(one.onDay)}</td>
                    <td className='tight'>
                      {clock(one.startsAt)}–{clock(one.endsAt)}
                    </td>
                    <td>
                      {nameOf(one.title)}
                      {one.presenters.length > 0 && (
                        <small className='below'>
                          {one.presenters.map((presenter) => nameOf(presenter.names)).join(t(', '))}
                        </small>
                      )}
                    </td>
                    <td>{nameOf(one.room)}</td>
                  </tr>
                ))}
              </tbody>
            )
          })}
        </table>
      )}
      <IllustrativeNote is={sessions.some((one) => one.illustrative)} />
    </Paper>
  )
}
