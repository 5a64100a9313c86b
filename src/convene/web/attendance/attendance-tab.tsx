// Attendance over the whole class: by session, by county, and for a trainee the own one.
import type { CallReply } from '../../../base/call.ts'
import { useCall } from '../../../kit/api.ts'
import { Tag, type Tone } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatDay, formatNumber, formatShare, nameAmong, nameOf, t } from '../../../kit/words.ts'
import { attendanceOverview } from '../../attendance/contract.ts'
import { type AttendanceState, attendanceStateNames } from '../../attendance/rules.ts'
import { clock } from '../../sessions/rules.ts'
import type { TabProps } from '../shapes.ts'

const tones: Record<AttendanceState, Tone> = { present: 'good', excused: 'warn', absent: 'accent' }

type Overview = CallReply<typeof attendanceOverview>
type Counts = Overview['places'][number]['counts']

export function AttendanceTab({ head }: TabProps) {
  const overview = useCall(attendanceOverview, { params: { classId: head.class.id } })
  return (
    <Loaded of={overview} lines={12}>
      {({ sessions, places, own }) =>
        sessions.length === 0 ? (
          <Empty>{t('No sessions yet: attendance follows the timetable.')}</Empty>
        ) : (
          <>
            {head.mayReadPeople && <BySession head={head} sessions={sessions} />}
            {places.length > 0 && <ByPlace head={head} places={places} />}
            {head.isTrainee && <OwnAttendance sessions={sessions} own={own} />}
          </>
        )
      }
    </Loaded>
  )
}

function BySession({ head, sessions }: TabProps & Pick<Overview, 'sessions'>) {
  return (
    <Section title={t('By session')} note={t('Of those who had a seat on the day of the session.')}>
      <Table
        label={t('Attendance by session')}
        rows={sessions}
        rowKey={(one) => one.id}
        href={(one) => `/sessions/${one.id}/attendance`}
        marked={(one) => one.counts === null && one.onDay < head.today && head.class.state !== 'preparing'}
        columns={[
          { key: 'title', title: t('Session'), cell: (one) => nameOf(one.title) },
          {
            key: 'day',
            title: t('Day'),
            cell: (one) => <When of={one} />,
            sort: (one) => `${one.onDay} ${clock(one.startsAt)}`,
          },
          {
            key: 'present',
            title: t('Present'),
            num: true,
            cell: (one) =>
              one.counts ? (
                t('{n} of {all}', {
                  n: formatNumber(one.counts.present),
                  all: formatNumber(one.expected),
                })
              ) : (
                <Tag tone='warn'>{t('not recorded')}</Tag>
              ),
            sort: (one) => one.counts?.present ?? null,
          },
          {
            key: 'excused',
            title: t('Excused'),
            num: true,
            cell: (one) => (one.counts ? formatNumber(one.counts.excused) : '–'),
            sort: (one) => one.counts?.excused ?? null,
          },
          {
            key: 'absent',
            title: t('Absent'),
            num: true,
            cell: (one) => (one.counts ? formatNumber(one.counts.absent) : '–'),
            sort: (one) => one.counts?.absent ?? null,
          },
        ]}
      />
    </Section>
  )
}

function ByPlace({ head, places }: TabProps & Pick<Overview, 'places'>) {
  return (
    <Section
      title={t('By {planningPlace}')}
      note={t('Counted over all sessions with a record. Whoever was present at least once took part.')}
    >
      <Table
        label={t('Attendance by {planningPlace}')}
        rows={places}
        rowKey={(one) => one.placeId}
        columns={[
          {
            key: 'place',
            title: t('Place'),
            cell: (one) => nameAmong(head.places, one.placeId),
          },
          {
            key: 'people',
            title: t('People'),
            num: true,
            cell: (one) => formatNumber(one.expected),
            sort: (one) => one.expected,
          },
          {
            key: 'took-part',
            title: t('Took part'),
            num: true,
            cell: (one) => formatNumber(one.tookPart),
            sort: (one) => one.tookPart,
          },
          {
            key: 'share',
            title: t('Present'),
            num: true,
            cell: (one) => shareOf(one.counts),
            sort: (one) => one.counts.present / Math.max(1, total(one.counts)),
          },
          {
            key: 'excused',
            title: t('Times excused'),
            num: true,
            cell: (one) => formatNumber(one.counts.excused),
            sort: (one) => one.counts.excused,
          },
          {
            key: 'absent',
            title: t('Times absent'),
            num: true,
            cell: (one) => formatNumber(one.counts.absent),
            sort: (one) => one.counts.absent,
          },
        ]}
      />
    </Section>
  )
}

function OwnAttendance({ sessions, own }: Pick<Overview, 'sessions' | 'own'>) {
  const ownOf = new Map(own.map((mark) => [mark.sessionId, mark.state]))
  return (
    <Section title={t('Your own attendance')}>
      <Table
        label={t('Your own attendance')}
        rows={sessions}
        rowKey={(one) => one.id}
        columns={[
          { key: 'title', title: t('Session'), cell: (one) => nameOf(one.title) },
          {
            key: 'day',
            title: t('Day'),
            cell: (one) => <When of={one} />,
          },
          { key: 'own', title: t('You'), cell: (one) => <Own state={ownOf.get(one.id)} /> },
        ]}
      />
    </Section>
  )
}

const When = ({ of }: { of: { onDay: string; startsAt: number } }) => (
  <span className='tight'>
    {formatDay(of.onDay)} {clock(of.startsAt)}
  </span>
)

const total = (counts: Counts) => counts.present + counts.excused + counts.absent
const shareOf = (counts: Counts) => formatShare(counts.present, total(counts))

const Own = ({ state }: { state: AttendanceState | undefined }) =>
  state ? <Tag tone={tones[state]}>{t(attendanceStateNames[state])}</Tag> : <>–</>
