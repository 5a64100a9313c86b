// A reporter's month as it is drawn: one column of figures, the largest first touched, and what sends them below.
import { lazy, type ReactNode, Suspense } from 'react'
import { Button } from '../../../kit/button.tsx'
import { SelectField } from '../../../kit/fields.tsx'
import { Illustrative } from '../../../kit/marks.tsx'
import { Empty } from '../../../kit/states.tsx'
import { capital, formatMonth, nameOf, t, tn, wordsThere } from '../../../kit/words.ts'
import { whatOf } from '../../../plan/web/parts/lines.ts'
import { Reopened } from '../../../plan/web/parts/reopened.tsx'
import { GoneInto } from '../../../registry/web/parts/merged-into.tsx'
import { saySent } from '../parts/sent.ts'
import type { Month, Todo } from '../shapes.ts'
import type { AsksProps } from './account-asks.tsx'
import { ReportCard } from './report-card.tsx'
import { keyOf, knownOf, whatBy } from './sending.ts'
import { type MonthForm, useMonth } from './use-month.ts'
import '../carry-out.css'

/** Fetched where there is an account alone; figures are reported without it where it can't be. */
const MonthAsks = lazy(async (): Promise<{ default: (props: AsksProps) => ReactNode }> => {
  try {
    const { MonthAsks } = await import('./account-asks.tsx')
    await wordsThere()
    return { default: MonthAsks }
  } catch {
    return { default: () => null }
  }
})

/** Fetched where a figure is told apart by something alone. */
const PartFields = lazy(async () => {
  const { PartFields } = await import('./part-fields.tsx')
  await wordsThere()
  return { default: PartFields }
})

/** Another period begins with its own last month, and with the first place that reports in it. */
export type Choice = { month?: string; placeId?: string; periodId?: string }
type Props = { data: Month; today: string; onChoose: (choice: Choice) => void }

export function MonthView({ data, today, onChoose }: Props) {
  const { month, place, lines, later, period } = data
  const form = useMonth({ data, today })
  const { errors } = form
  const sentCount = lines.filter(form.isSent).length
  const trades = byTrade(lines)
  const isMarked = (todo: Todo) => (errors[keyOf(todo)] ?? []).length > 0
  const marked = trades.flatMap(({ todos }) => todos).filter(isMarked)
  return (
    <div className='month-form' ref={form.cards}>
      <MonthChoice data={data} onChoose={onChoose} />
      {period?.state === 'closed' && <p className='note'>{t('This period is closed.')}</p>}
      <Reopened of={period} />
      {place && <GoneInto of={place} gone={data.gone} />}
      {lines.length === 0 && later.length === 0 ? (
        <Empty>
          {t('There is no approved plan for this month yet. Figures are reported against an approved plan.')}
        </Empty>
      ) : (
        <p className='note'>
          {t('{text}.', { text: capital(saySent(data.sent)) })}{' '}
          {[...lines, ...later][0].line.illustrative && <Illustrative />}
        </p>
      )}
      {trades.map(({ title, todos }) => (
        <section key={title} aria-label={title}>
          <h2>{capital(title)}</h2>
          {todos.map((todo) => (
            <ReportCard
              key={keyOf(todo)}
              todo={todo}
              known={knownOf(
                todo,
                period ?? { fromOn: '', toOn: '', yearFrom: 1, state: 'closed' },
                today,
                month,
              )}
              month={month}
              kept={form.draftOf(todo)}
              asks={
                todo.line.indicator.balance && (
                  <Suspense>
                    <MonthAsks of={todo} data={data} form={form} />
                  </Suspense>
                )
              }
              parts={
                todo.line.indicator.disaggregations.length > 0 && (
                  <Suspense>
                    <PartFields
                      line={todo.line}
                      kept={form.draftOf(todo)}
                      onChange={(part) => form.change(todo, part)}
                    />
                  </Suspense>
                )
              }
              errors={errors[keyOf(todo)] ?? []}
              busy={form.isBusy}
              held={form.heldOf(todo)}
              onChange={(part) => form.change(todo, part)}
              onPhoto={(photo) => form.choose(todo, photo)}
              onSendPicture={() => form.sendPicture(todo)}
            />
          ))}
        </section>
      ))}
      <Later of={later} />
      {(lines.length > sentCount || form.pictures.length > 0) && (
        <SendAll
          form={form}
          marked={marked}
          holdsPicture={lines.some(form.heldOf)}
          mayReport={data.mayReport}
        />
      )}
    </div>
  )
}

/** What is reported less often: nothing of it is due in this month. */
function Later({ of }: { of: Month['later'] }) {
  const months = [...Map.groupBy(of, ({ month }) => month)].sort(([a], [b]) => (a < b ? -1 : 1))
  return months.map(([month, own]) => (
    <p className='note' key={month}>
      {t('Reported in {month}: {what}.', {
        month: formatMonth(month),
        what: own.map(({ line }) => titleOf(line)).join(t(', ')),
      })}
    </p>
  ))
}

const titleOf = (line: Todo['line']) =>
  line.trade ? `${nameOf(line.trade.names)} ${whatOf(line)}` : whatOf(line)

function MonthChoice({ data, onChoose }: Pick<Props, 'data' | 'onChoose'>) {
  const { month, months, place, places, period, periods } = data
  return (
    <div className='month-choice'>
      {periods.length > 1 && (
        <SelectField
          at={{
            pointer: '/periodId',
            value: period?.id ?? '',
            set: (next) => onChoose({ periodId: next }),
          }}
          label={t('Period')}
          options={periods.map((one) => ({ value: one.id, text: nameOf(one.names) }))}
        />
      )}
      <SelectField
        at={{ pointer: '/month', value: month, set: (next) => onChoose({ month: next }) }}
        label={t('Month')}
        options={months.map((value) => ({ value, text: formatMonth(value) }))}
      />
      {places.length > 1 && (
        <SelectField
          at={{ pointer: '/placeId', value: place?.id ?? '', set: (next) => onChoose({ placeId: next }) }}
          label={t('{PlanningPlace}')}
          options={places.map((one) => ({ value: one.id, text: nameOf(one.names) }))}
        />
      )}
    </div>
  )
}

type Sending = { form: MonthForm; marked: Todo[]; holdsPicture: boolean; mayReport: boolean }

/** The button below all cards, with what keeps it from sending. */
function SendAll({ form, marked, holdsPicture, mayReport }: Sending) {
  const figures = form.waiting.length
  const pictures = form.pictures.length
  const { trouble } = form
  return (
    <div className='send-all'>
      {trouble && (
        <div className='notice accent' role='alert'>
          <strong>{trouble.title}</strong>
          {trouble.detail && <div>{trouble.detail}</div>}
        </div>
      )}
      {marked.length > 0 && (
        <p className='reason' role='status'>
          {tn(
            'Not sent: {n} thing is to be mended in “{what}”.',
            'Not sent: {n} things are to be mended, the first in “{what}”.',
            marked.flatMap((todo) => form.errors[keyOf(todo)]).length,
            { what: whatBy(marked[0]) },
          )}
        </p>
      )}
      <Button
        kind='primary'
        onClick={form.sendAll}
        busy={form.isBusy}
        disabled={figures + pictures === 0 || !mayReport}
      >
        {figures > 0
          ? tn('Send {n} figure', 'Send {n} figures', figures)
          : pictures > 0
            ? tn('Send {n} picture', 'Send {n} pictures', pictures)
            : t('Type a figure to send it')}
      </Button>
      <small>
        {form.isDurable
          ? t('Kept on this device until the {reviewer} has it.')
          : t('This browser has no room left: keep this window open until everything is sent.')}{' '}
        {holdsPicture && t('Pictures are kept in this window alone: keep it open until they are sent.')}
      </small>
    </div>
  )
}

/** Trade by trade as a ledger has them; figures of the whole county last. */
function byTrade(lines: Todo[]): { title: string; todos: Todo[] }[] {
  const groups = new Map<string, Todo[]>()
  for (const todo of lines) {
    const title = todo.line.trade ? nameOf(todo.line.trade.names) : ''
    groups.set(title, [...(groups.get(title) ?? []), todo])
  }
  const named = [...groups].map(([title, todos]) => ({
    title: title || t('The whole {planner}'),
    isWhole: title === '',
    todos,
  }))
  return named.sort((a, b) => Number(a.isWhole) - Number(b.isWhole))
}
