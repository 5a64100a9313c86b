// One figure of the month on a phone: the value large, below it what was and what is expected.
import { type ReactNode, useMemo } from 'react'
import { Link } from 'wouter'
import { monthAfter } from '../../../base/dates.ts'
import { Button } from '../../../kit/button.tsx'
import { FormContext } from '../../../kit/form-state.ts'
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { type FieldError, type Refusal, sortErrors, verdictOf } from '../../../kit/refusal.ts'
import { formatMonth, t } from '../../../kit/words.ts'
import { dueMonths } from '../../../plan/frequency/rules.ts'
import { stored, unitText } from '../../../plan/web/parts/units.ts'
import { bandOf, type Known, leftReasons, looksOf, previousOf } from '../../reports/rules.ts'
import type { Held } from '../evidence/held.ts'
import type { Photo } from '../evidence/photo.ts'
import { Chosen, PhotoField } from '../evidence/photo-field.tsx'
import { ReportTag } from '../marks.tsx'
import { exactText, figureText } from '../parts/figures.tsx'
import type { Todo } from '../shapes.ts'
import type { UnsentReport } from './entry.ts'
import { BesideFields, CauseFields, SourceField, ValueField } from './figure-fields.tsx'
import { whatBy } from './sending.ts'

type Props = {
  todo: Todo
  known: Known
  month: string
  kept: UnsentReport
  /** what is asked where the closing account does not come out */
  asks: ReactNode
  /** the fields of its parts */
  parts: ReactNode
  errors: FieldError[]
  busy: boolean
  held: Held | null
  onChange: (part: Partial<UnsentReport>) => void
  onPhoto: (photo: Photo | null) => void
  onSendPicture: () => void
}

const fields = [
  ...['/value', '/cause', '/help', '/source', '/dormant', '/leftReasons'],
  ...leftReasons.map((reason) => `/leftReasons/${reason}`),
]

const partsOf = ({ indicator }: Todo['line']) =>
  indicator.disaggregations.flatMap(({ parts }) => parts.map(({ id }) => `/parts/${id}`))

export function ReportCard(props: Props) {
  const { todo, known, month, kept, errors, busy, held, onChange, onPhoto } = props
  const { line, figures } = todo
  const sent = figures.find((one) => one.month === month)
  const { byField, others } = useMemo(() => sortErrors(errors, [...fields, ...partsOf(line)]), [errors, line])
  const form = useMemo(
    () => ({ busy, errorsAt: (pointer: string) => byField.get(pointer) ?? [], forget: () => {} }),
    [busy, byField],
  )
  const needsMore = errors.some((one) => ['/cause', '/help'].includes(one.pointer))
  if (sent) return <SentCard {...props} sent={sent} />
  return (
    <FormContext value={form}>
      <div className='report-card'>
        <ValueField line={line} kept={kept} onChange={onChange} label={whatBy(todo)} />
        <Span {...{ line, month, known }} />
        <Was
          todo={todo}
          known={known}
          month={month}
          asks={props.asks}
          value={typeof kept.value === 'number' ? stored(kept.value, line.indicator.unit) : null}
        />
        {kept.value !== null && (
          <>
            {props.parts}
            <BesideFields line={line} kept={kept} onChange={onChange} />
            <SourceField kept={kept} onChange={onChange} />
            <details open={needsMore || undefined}>
              <summary>{t('Reason, help, photograph')}</summary>
              <div>
                <CauseFields kept={kept} onChange={onChange} />
                <PhotoField photo={held?.photo ?? null} onPhoto={onPhoto} required={false} />
              </div>
            </details>
          </>
        )}
        {others.map((one) => (
          <p className='reason' role='alert' key={one.detail}>
            {one.detail}
          </p>
        ))}
      </div>
    </FormContext>
  )
}

/** What is reported less often than every month says of which months, or as of when, it is. */
function Span({ line, month, known: { period } }: { line: Todo['line']; month: string; known: Known }) {
  const { frequency, cumulative } = line.indicator
  if (frequency === 'month') return null
  const before = dueMonths(frequency, period).findLast((one) => one < month)
  const from = before ? monthAfter(before) : period.fromOn.slice(0, 7)
  return (
    <p className='note'>
      {cumulative
        ? t('As it stands at the end of {month}', { month: formatMonth(month) })
        : t('For {from} to {to} together', { from: formatMonth(from), to: formatMonth(month) })}
    </p>
  )
}

type WasProps = { todo: Todo; known: Known; month: string; value: number | null; asks: ReactNode }

/** What stood the month before, what the phased target lets expect, and whether to look again. */
function Was({ todo: { line, reporter, figures }, known, month, value, asks }: WasProps) {
  const { unit } = line.indicator
  const last = previousOf(known.before, month)
  const band = bandOf(known.line, month)
  const parts = [
    last && t('{month}: {n}', { month: formatMonth(last.month), n: figureText(last.value, unit) }),
    band &&
      t('expected {low} to {high}', { low: figureText(band.low, unit), high: figureText(band.high, unit) }),
    !last && figures.length === 0 && t('baseline {n}', { n: figureText((reporter ?? line).baseline, unit) }),
  ].filter(Boolean)
  const looks = value === null ? [] : looksOf({ month, value }, known)
  return (
    <div className='was'>
      <span>{parts.join(' · ')}</span>
      <span aria-live='polite'>
        {asks}
        {looks.map((look) => (
          <Tag tone='warn' key={look.code}>
            {t('{what}: please look again', {
              what: t(
                look.text,
                'n' in look.params ? { n: figureText(Number(look.params.n), unit) } : undefined,
              ),
            })}
          </Tag>
        ))}
        {value !== null && looks.length === 0 && band && (
          <Tag tone='good'>{t('within what is expected')}</Tag>
        )}
      </span>
    </div>
  )
}

function SentCard({ sent, asks, ...props }: Props & { sent: Todo['figures'][number] }) {
  const { line } = props.todo
  return (
    <div className='report-card sent'>
      <span>
        {whatBy(props.todo)} <Quiet>{unitText(line.indicator.unit)}</Quiet>
      </span>
      <span className='figure'>{exactText(sent.value, line.indicator.unit)}</span>
      <div className='was'>
        <span>
          <ReportTag state={sent.state} /> {asks}{' '}
          {sent.dormant ? t('{n} of them dormant', { n: sent.dormant }) : ''}
        </span>
        <Link href={`/carry-out/reports/${sent.id}`}>{t('Look at it or correct it')}</Link>
      </div>
      {props.held && <PictureWaits {...props} held={props.held} />}
    </div>
  )
}

/** The figure arrived and its picture did not: it goes again, or is given up once it was refused. */
function PictureWaits({
  held: { photo, refusal },
  busy,
  onPhoto,
  onSendPicture,
}: Omit<Props, 'asks'> & { held: Held }) {
  return (
    <div className='picture-waits'>
      <Chosen photo={photo} />
      <p className='reason' role='status'>
        {t('The picture waits: it has not been sent yet.')} {refusal && reasonOf(refusal)}
      </p>
      <span>
        <Button small onClick={onSendPicture} busy={busy}>
          {t('Send')}
        </Button>{' '}
        {refusal && verdictOf(refusal) === 'refused' && (
          <Button small onClick={() => onPhoto(null)}>
            {t('Give up the picture')}
          </Button>
        )}
      </span>
    </div>
  )
}

const reasonOf = ({ errors, title, detail }: Refusal) =>
  errors.map((one) => one.detail).join(' ') || detail || title
