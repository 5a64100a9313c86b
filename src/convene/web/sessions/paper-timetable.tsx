// The timetable: stage by stage, day by day.
import { Paper, PaperList, Signatures } from '../../../kit/paper.tsx'
import { Empty } from '../../../kit/states.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { timetablePaper } from '../../papers/rules.ts'
import { clock } from '../../sessions/rules.ts'
import { IllustrativeNote, PaperActions, wordsOf } from '../classes/paper-note.tsx'
import { periodOf } from '../period.ts'
import type { Head, OneSession } from '../shapes.ts'

export function Timetable({ head, sessions }: { head: Head; sessions: OneSession[] }) {
  const { title, signatures } = wordsOf(timetablePaper, head)
  return (
    <Paper
      title={title}
      issuer={nameOf(head.class.place.names)}
      lead={`${nameOf(head.class.names)} · ${nameOf(head.class.hostPlace.names)} · ${periodOf(head.class)}`}
      actions={<PaperActions classId={head.class.id} />}
    >
      {sessions.length === 0 && <Empty>{t('The timetable is not out yet.')}</Empty>}
      {sessions.length > 0 && (
        <PaperList
          label={title}
          rowKey={({ id }) => id}
          groups={head.stages.map((stage) => ({
            key: stage.id,
            title: nameOf(stage.names),
            rows: sessions.filter(({ stageId }) => stageId === stage.id),
          }))}
          columns={[
            {
              title: t('Day'),
              className: 'tight',
              cell: ({ onDay }, before) => (before?.onDay === onDay ? '' : formatDay(onDay)),
            },
            {
              title: t('Time of day'),
              className: 'tight',
              cell: ({ startsAt, endsAt }) => `${clock(startsAt)}–${clock(endsAt)}`,
            },
            {
              title: t('Session'),
              cell: ({ title, presenters }) => (
                <>
                  {nameOf(title)}
                  {presenters.length > 0 && (
                    <small className='below'>
                      {presenters.map((presenter) => nameOf(presenter.names)).join(t(', '))}
                    </small>
                  )}
                </>
              ),
            },
            { title: t('Room'), cell: ({ room }) => nameOf(room) },
          ]}
        />
      )}
      <IllustrativeNote is={sessions.some((one) => one.illustrative)} />
      <Signatures of={signatures} />
    </Paper>
  )
}
