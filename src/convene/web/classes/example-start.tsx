// A class begun from the example of its programme: its name, purpose, stages and sessions, each to be changed.
import type { CallReply } from '../../../base/call.ts'
import { earliest, isSaidDate, latest } from '../../../base/dates.ts'
import { Button } from '../../../kit/button.tsx'
import type { Draft } from '../../../kit/draft.ts'
import { Notice } from '../../../kit/states.tsx'
import { formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import type { classForm } from '../../classes/contract.ts'
import { type ExampleSession, exampleDay } from '../../programmes/rules.ts'
import type { Stage } from './stages-field.tsx'

type Begun = { startsSaid: string; endsSaid: string; stages: Stage[]; sessions: ExampleSession[] }

/** Its sessions on their days, of those that the dates of the class hold. */
export const sessionsWithin = ({ startsSaid, endsSaid, sessions }: Begun) =>
  sessions.flatMap(({ day, ...session }) => {
    const onDay = exampleDay(earliest(startsSaid), { day })
    return onDay <= latest(endsSaid) ? [{ ...session, onDay }] : []
  })

/** Other stages: the sessions of one that was taken off go with it. */
export function withStages<W extends Begun>(whole: W, stages: Stage[]): W {
  if (stages.length >= whole.stages.length) return { ...whole, stages }
  const gone = whole.stages.findIndex((stage, at) => stage !== stages[at]) + 1
  const sessions = whole.sessions
    .filter(({ stage }) => stage !== gone)
    .map((session) => (session.stage > gone ? { ...session, stage: session.stage - 1 } : session))
  return { ...whole, stages, sessions }
}

type Props<W> = { draft: Draft<W>; given: CallReply<typeof classForm> }

export function BeginFromExample<W extends Begun & { programmeId: string }>({ draft, given }: Props<W>) {
  const { value } = draft
  const example = given.programmes.find(({ id }) => id === value.programmeId)?.example
  if (value.sessions.length > 0)
    return (
      <Notice
        title={tn(
          '{n} session comes from the example.',
          '{n} sessions come from the example.',
          value.sessions.length,
        )}
      >
        <LeftOut of={value} />
        <div className='actions'>
          <Button small onClick={() => draft.set({ ...value, sessions: [] })}>
            {t('Leave the sessions out')}
          </Button>
        </div>
      </Notice>
    )
  if (!example) return null
  const { names, purpose, stages, sessions } = example
  return (
    <Notice title={t('There is an example: {name}', { name: nameOf(names) })}>
      {t(
        'Its name, purpose and stages fill this form, and its sessions ({n}) the timetable. All of it can be changed.',
        {
          n: formatNumber(sessions.length),
        },
      )}
      <div className='actions'>
        <Button small onClick={() => draft.set({ ...value, names, purpose, stages, sessions })}>
          {t('Begin from the example')}
        </Button>
      </div>
    </Notice>
  )
}

function LeftOut({ of: whole }: { of: Begun }) {
  if (!isSaidDate(whole.startsSaid) || !isSaidDate(whole.endsSaid))
    return t('They lie from the first day of the class on.')
  const beyond = whole.sessions.length - sessionsWithin(whole).length
  return beyond > 0
    ? tn(
        '{n} of them lies after the last day of the class and is left out.',
        '{n} of them lie after the last day of the class and are left out.',
        beyond,
      )
    : t('They lie from the first day of the class on.')
}
