// Closing a period, with what is missing in it told before, and opening it again with a reason.
import { useState } from 'react'
import { Link } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Confirm, Dialog } from '../../../kit/dialog.tsx'
import { Quiet } from '../../../kit/marks.tsx'
import { Rows } from '../../../kit/page.tsx'
import { Loaded, Loading } from '../../../kit/states.tsx'
import { formatDay, formatNumber, nameOf, t } from '../../../kit/words.ts'
import { written } from '../../../kit/written.tsx'
import { changePeriodState, periodClosing } from '../../periods/contract.ts'
import { openParts } from '../../periods/rules.ts'
import { sayReopened } from '../parts/reopened.tsx'
import type { Board } from '../shapes.ts'

type Closing = CallReply<typeof periodClosing>
type Lack = Closing['lacks'][number]
type Props = { period: Board['periods'][number] }

export function PeriodState({ period }: Props) {
  const [asking, ask] = useState<'closed' | 'open' | null>(null)
  const close = () => ask(null)
  return (
    <>
      {period.state === 'open' ? (
        <Button onClick={() => ask('closed')}>{t('Close the period')}</Button>
      ) : (
        <Button onClick={() => ask('open')}>{t('Open the period again')}</Button>
      )}
      {asking && <Question period={period} to={asking} onClose={close} />}
    </>
  )
}

type QuestionProps = Props & { to: 'open' | 'closed'; onClose: () => void }

/** Nobody is asked before they have been told what is missing now; what is being typed stays when that is read anew. */
function Question({ period, to, onClose }: QuestionProps) {
  const closing = useCall(periodClosing, { params: { periodId: period.id } })
  const change = useSend(changePeriodState)
  const [isTold, tell] = useState(false)
  const params = { periodId: period.id }
  const named = { period: nameOf(period.names) }
  const title = to === 'closed' ? t('Close the period: {period}', named) : t('Open again: {period}', named)
  const isToldNow = closing.isSuccess && !closing.isFetching
  if (isToldNow && !isTold) tell(true)
  if (!closing.data || !isTold)
    return (
      <Dialog title={title} open onClose={onClose}>
        {closing.isError ? <Loaded of={closing}>{() => null}</Loaded> : <Loading />}
      </Dialog>
    )
  const parts = closing.data.lacks.find(({ code }) => code === openParts)
  if (to === 'closed' && parts)
    return (
      <Dialog title={title} open onClose={onClose}>
        <p>{t('Its parts are closed first: what it adds up of them is not to move once it is closed.')}</p>
        <p>
          <Places of={parts} onLeave={onClose} />
        </p>
      </Dialog>
    )
  return to === 'closed' ? (
    <Confirm
      title={title}
      open
      onClose={onClose}
      action={t('Close the period')}
      onConfirm={() => change.send({ params, body: { state: 'closed' } })}
      saidAfter={t('The period is closed.')}
    >
      <Missing lacks={closing.data.lacks} onLeave={onClose} />
      <Steps of={closing.data.steps} />
      <p>
        {t('After that neither its plans nor its reports change, until it is opened again with a reason.')}
      </p>
    </Confirm>
  ) : (
    <Confirm
      title={title}
      open
      onClose={onClose}
      reason={t('Why it is opened again')}
      reasonHint={t('Everybody who plans or reports in the period reads it.')}
      action={t('Open the period again')}
      onConfirm={(reason) => change.send({ params, body: { state: 'open', reason: written(reason) } })}
      saidAfter={t('The period is open again.')}
    >
      <Steps of={closing.data.steps} />
    </Confirm>
  )
}

function Missing({ lacks, onLeave }: { lacks: Lack[]; onLeave: () => void }) {
  if (lacks.length === 0) return <p>{t('Nothing is missing in it.')}</p>
  return (
    <>
      <p>
        {t('This is missing in it. It can be closed all the same; what was missing is kept in the journal.')}
      </p>
      <Rows
        of={lacks.map((lack) => ({
          key: lack.code,
          mark: formatNumber(lack.places.length + lack.more),
          text: (
            <Link href={lack.href} onClick={onLeave}>
              {lack.text}
            </Link>
          ),
          note: <Places of={lack} onLeave={onLeave} />,
        }))}
      />
    </>
  )
}

const Places = ({ of: { places, more }, onLeave }: { of: Lack; onLeave: () => void }) => (
  <>
    {places.map(({ id, names, href }, at) => (
      <span key={id}>
        {at > 0 && ' · '}
        <Link href={href} onClick={onLeave}>
          {nameOf(names)}
        </Link>
      </span>
    ))}
    {more > 0 && ` ${t('and {n} more', { n: formatNumber(more) })}`}
  </>
)

function Steps({ of }: { of: Closing['steps'] }) {
  if (of.length === 0) return null
  return (
    <ul>
      {of.map(({ kind, on, by, reason }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one answer, which never change their order
        <li key={at}>
          <Quiet>
            {kind === 'reopened' && reason
              ? sayReopened({ on, by, reason })
              : t('Closed on {day} by {who}', { day: formatDay(on), who: nameOf(by) })}
          </Quiet>
        </li>
      ))}
    </ul>
  )
}
