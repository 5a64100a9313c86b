// Beside the seats: the sessions of the day, and what needs the reader.
import { Link } from 'wouter'
import { Tag, type Tone } from '../../../kit/marks.tsx'
import { Rows, Section } from '../../../kit/page.tsx'
import { Empty } from '../../../kit/states.tsx'
import { formatDay, nameOf, saySaid, t, tn } from '../../../kit/words.ts'
import { clock } from '../../sessions/rules.ts'
import type { Head } from '../shapes.ts'

export function DayAndNeeds({ head }: { head: Head }) {
  return (
    <>
      <Needs head={head} />
      <Day head={head} />
    </>
  )
}

function Day({ head }: { head: Head }) {
  const { day, today } = head
  if (!day) return null
  const title =
    day.on === today
      ? t('Today')
      : day.on > today
        ? t('Next: {day}', { day: formatDay(day.on) })
        : t('Last session: {day}', { day: formatDay(day.on) })
  const stageOf = (id: string) => head.stages.find((stage) => stage.id === id)
  return (
    <Section title={title}>
      <Rows
        of={day.sessions.map((session) => ({
          key: session.id,
          mark: <time>{clock(session.startsAt)}</time>,
          text: nameOf(session.title),
          note: [
            stageOf(session.stageId) && nameOf(stageOf(session.stageId)?.names ?? { zh: '', en: '' }),
            nameOf(session.room),
          ]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
      <p>
        <Link href={`/classes/${head.class.id}/timetable`}>{t('The whole timetable')}</Link>
      </p>
    </Section>
  )
}

type Need = Head['needs'][number]

function Needs({ head }: { head: Head }) {
  if (head.needs.length === 0) {
    return head.mayDecide || head.mayNominateFor.length > 0 ? (
      <Section title={t('Needs you')}>
        <Empty>{t('Nothing at the moment.')}</Empty>
      </Section>
    ) : null
  }
  return (
    <Section title={t('Needs you')}>
      <Rows
        of={head.needs.map((need, at) => ({
          key: `${need.kind} ${need.place?.id ?? ''} ${need.post?.id ?? ''} ${need.nominationId ?? at}`,
          text: (
            <>
              <Tag tone={toneOf(need)}>{need.place ? nameOf(need.place.names) : t('Class')}</Tag>
              <div className='need'>
                {hrefOf(head, need) ? (
                  <Link href={hrefOf(head, need)}>{textOf(head, need)}</Link>
                ) : (
                  textOf(head, need)
                )}
              </div>
            </>
          ),
          note: need.reason ? <span className='clamped'>{need.reason}</span> : undefined,
        }))}
      />
    </Section>
  )
}

const toneOf = ({ kind }: Need): Tone =>
  kind === 'missing' || kind === 'lapsed'
    ? 'accent'
    : kind === 'returned' || kind === 'no-attendance'
      ? 'warn'
      : 'plain'

function hrefOf(head: Head, need: Need): string {
  const base = `/classes/${head.class.id}`
  if (need.sessionId) return `/sessions/${need.sessionId}/attendance`
  return need.place ? `${base}/nominations?place=${need.place.id}` : ''
}

function textOf(head: Head, need: Need): string {
  const post = need.post
    ? nameOf(head.posts.find((one) => one.id === need.post?.id)?.short ?? need.post.names)
    : ''
  const person = need.person ? nameOf(need.person) : ''
  const deadline = head.class.deadlineSaid ? saySaid(head.class.deadlineSaid) : ''
  switch (need.kind) {
    case 'missing':
      return tn(
        '{post}: {n} seat without a nomination; the deadline was {deadline}',
        '{post}: {n} seats without a nomination; the deadline was {deadline}',
        need.n,
        { post, deadline },
      )
    case 'returned':
      return t('{post}: the nomination of {person} was returned', { post, person })
    case 'lapsed':
      return t('{post}: {person} no longer holds the appointment on the first day', { post, person })
    case 'free-seat':
      return t('{post}: a seat is free, {person} is first on the waiting list', { post, person })
    case 'undecided':
      return tn('{n} nomination to decide', '{n} nominations to decide', need.n)
    case 'no-attendance':
      return tn(
        'Attendance of {n} session is not recorded',
        'Attendance of {n} sessions is not recorded',
        need.n,
      )
    case 'begin':
      return t('The first day has come: begin the class')
    case 'close':
      return t('The last day has passed: close the class')
    case 'no-seats':
      return t('Give out the seats, then send out the notice')
    case 'call':
      return tn(
        '{n} seat is given out: send out the notice',
        '{n} seats are given out: send out the notice',
        need.n,
      )
  }
}
