// A reporter's month: one column of figures, the largest first touched, sent one by one and kept here until they are.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { newId } from '../../../base/ids.ts'
import { emptyText } from '../../../base/words.ts'
import { refresh, send } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { SelectField } from '../../../kit/fields.tsx'
import { Illustrative } from '../../../kit/marks.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { said } from '../../../kit/said.tsx'
import { Empty, Notice } from '../../../kit/states.tsx'
import { capital, formatMonth, nameOf, t, tn } from '../../../kit/words.ts'
import { whatOf } from '../../../plan/web/parts/lines.ts'
import { GoneInto } from '../../../registry/web/parts/merged-into.tsx'
import { makeReport } from '../../reports/contract.ts'
import { reportFindings } from '../../reports/rules.ts'
import type { Photo } from '../evidence/photo.ts'
import { saySent } from '../parts/sent.ts'
import type { Month, Todo } from '../shapes.ts'
import { changed, readEntry, type UnsentReport, writeEntry } from './entry.ts'
import { type CardError, ReportCard } from './report-card.tsx'
import { bodyOf, knownOf, sendPhoto } from './sending.ts'
import '../carry-out.css'

/** Another period begins with its own last month. */
export type Choice = { month?: string; placeId?: string; periodId?: string }
type Props = { data: Month; today: string; onChoose: (choice: Choice) => void }

// Nothing is filled in that would be said in the reporter's name: neither a source nor that nothing lies dormant.
const begin = ({ line }: Todo, month: string): UnsentReport => ({
  id: newId(),
  value: null,
  dormant: null,
  leftReasons: [],
  source: '',
  sourceNote: emptyText,
  cause: emptyText,
  help: emptyText,
  tried: false,
  ...readEntry(line.id, month),
})

/** What is typed of a month, kept on this device, and how it is sent. */
function useMonth({ data, today }: Pick<Props, 'data' | 'today'>) {
  const { month, lines, period } = data
  const client = useQueryClient()
  const [drafts, setDrafts] = useState<Record<string, UnsentReport>>(() =>
    Object.fromEntries(lines.map((todo) => [todo.line.id, begin(todo, month)])),
  )
  const [errors, setErrors] = useState<Record<string, CardError[]>>({})
  const [photos, setPhotos] = useState<Record<string, Photo | null>>({})
  const [isBusy, setBusy] = useState(false)
  const [isDurable, setDurable] = useState(true)
  const [trouble, setTrouble] = useState<Refusal | null>(null)
  const cards = useRef<HTMLDivElement>(null)
  const [tries, setTries] = useState(0)

  const draftOf = (todo: Todo): UnsentReport => drafts[todo.line.id] ?? begin(todo, month)
  const isSent = (todo: Todo) => todo.figures.some((one) => one.month === month)
  const waiting = lines.filter((todo) => !isSent(todo) && draftOf(todo).value !== null)

  // The button stays in sight while what is to be mended may lie far above it.
  useEffect(() => {
    if (tries > 0) goToFirstMarked(cards.current)
  }, [tries])

  const change = (todo: Todo, part: Partial<UnsentReport>) => {
    const next = changed(draftOf(todo), part)
    setDurable(writeEntry(todo.line.id, month, next))
    setDrafts((all) => ({ ...all, [todo.line.id]: next }))
    setErrors((all) => ({ ...all, [todo.line.id]: stillMarked(all[todo.line.id] ?? [], part) }))
  }

  const sendOne = async (todo: Todo): Promise<boolean> => {
    const { line, figures } = todo
    const kept = draftOf(todo)
    if (!period) return false
    const body = bodyOf(kept, line, month, today)
    const found = reportFindings(body, knownOf(line, figures, period, today, month))
    if (found.length > 0) {
      setErrors((all) => ({
        ...all,
        [line.id]: found.map((one) => ({ pointer: one.pointer, detail: t(one.text, one.params) })),
      }))
      return false
    }
    writeEntry(line.id, month, { ...kept, tried: true })
    setDrafts((all) => ({ ...all, [line.id]: { ...kept, tried: true } }))
    const { id } = await send(makeReport, { params: { planLineId: line.id }, body })
    // The server has it: the text first, then the picture, and only now this device lets go.
    const photo = photos[line.id]
    if (photo)
      await sendPhoto(id, photo, '').catch(() =>
        said(t('The figure arrived, the picture did not. Add it on the report’s page.')),
      )
    writeEntry(line.id, month, null)
    return true
  }

  const sendAll = async () => {
    setBusy(true)
    setTrouble(null)
    setErrors({})
    let done = 0
    try {
      for (const todo of waiting) {
        try {
          if (await sendOne(todo)) done += 1
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          if (error.errors.length === 0) {
            setTrouble(error)
            break
          }
          setErrors((all) => ({ ...all, [todo.line.id]: error.errors }))
        }
      }
    } finally {
      setBusy(false)
      setTries((n) => n + 1)
      await refresh(client, makeReport)
      if (done > 0) said(tn('{n} figure sent.', '{n} figures sent.', done))
    }
  }

  return {
    draftOf,
    isSent,
    waiting,
    change,
    sendAll,
    cards,
    errors,
    photos,
    setPhotos,
    isBusy,
    isDurable,
    trouble,
  }
}

export function MonthView({ data, today, onChoose }: Props) {
  const { month, place, lines, period } = data
  const form = useMonth({ data, today })
  const { errors, photos, trouble } = form
  const sentCount = lines.filter(form.isSent).length
  const trades = byTrade(lines)
  const isMarked = ({ line }: Todo) => (errors[line.id] ?? []).length > 0
  const marked = trades.flatMap(({ todos }) => todos).filter(isMarked)
  return (
    <div className='month-form' ref={form.cards}>
      <MonthChoice data={data} onChoose={onChoose} />
      {place && <GoneInto of={place} gone={data.gone} />}
      {lines.length === 0 ? (
        <Empty>
          {t('There is no approved plan for this month yet. Figures are reported against an approved plan.')}
        </Empty>
      ) : (
        <p className='note'>
          {t('{text}.', { text: capital(saySent(data.sent)) })}{' '}
          {lines[0].line.illustrative && <Illustrative />}
        </p>
      )}
      {trades.map(({ title, todos }) => (
        <section key={title} aria-label={title}>
          <h2>{capital(title)}</h2>
          {todos.map((todo) => (
            <ReportCard
              key={todo.line.id}
              todo={todo}
              known={knownOf(
                todo.line,
                todo.figures,
                period ?? { fromOn: '', toOn: '', state: 'closed' },
                today,
                month,
              )}
              month={month}
              kept={form.draftOf(todo)}
              errors={errors[todo.line.id] ?? []}
              busy={form.isBusy}
              photo={photos[todo.line.id] ?? null}
              onChange={(part) => form.change(todo, part)}
              onPhoto={(photo) => form.setPhotos((all) => ({ ...all, [todo.line.id]: photo }))}
            />
          ))}
        </section>
      ))}
      {trouble && (
        <Notice tone='accent' title={trouble.title}>
          {trouble.detail} {t('What you typed is kept on this device.')}
        </Notice>
      )}
      {lines.length > sentCount && <SendAll form={form} marked={marked} mayReport={data.mayReport} />}
    </div>
  )
}

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
          label={t('County (city)')}
          options={places.map((one) => ({ value: one.id, text: nameOf(one.names) }))}
        />
      )}
    </div>
  )
}

type Sending = { form: ReturnType<typeof useMonth>; marked: Todo[]; mayReport: boolean }

/** The button below all cards, with what keeps it from sending. */
function SendAll({ form, marked, mayReport }: Sending) {
  return (
    <div className='send-all'>
      {marked.length > 0 && (
        <p className='reason' role='status'>
          {tn(
            'Not sent: {n} thing is to be mended in “{what}”.',
            'Not sent: {n} things are to be mended, the first in “{what}”.',
            marked.flatMap(({ line }) => form.errors[line.id]).length,
            { what: whatOf(marked[0].line) },
          )}
        </p>
      )}
      <Button
        kind='primary'
        onClick={form.sendAll}
        busy={form.isBusy}
        disabled={form.waiting.length === 0 || !mayReport}
      >
        {form.waiting.length === 0
          ? t('Type a figure to send it')
          : tn('Send {n} figure', 'Send {n} figures', form.waiting.length)}
      </Button>
      <small>
        {form.isDurable
          ? t('Kept on this device until the district has it.')
          : t('This browser has no room left: keep this window open until everything is sent.')}
      </small>
    </div>
  )
}

/** What else is marked in a card stays marked until it is mended too; another value begins anew. */
const stillMarked = (errors: CardError[], part: Partial<UnsentReport>): CardError[] =>
  'value' in part
    ? []
    : errors.filter((one) => !Object.keys(part).some((key) => one.pointer.startsWith(`/${key}`)))

function goToFirstMarked(cards: HTMLElement | null) {
  const reason = cards?.querySelector('.report-card .reason')
  const place = reason?.closest('[data-pointer], .report-card')
  place?.scrollIntoView({ block: 'center' })
  place?.querySelector<HTMLElement>('input, select, textarea')?.focus({ preventScroll: true })
}

/** Trade by trade as a ledger has them; figures of the whole county last. */
function byTrade(lines: Todo[]): { title: string; todos: Todo[] }[] {
  const groups = new Map<string, Todo[]>()
  for (const todo of lines) {
    const title = todo.line.trade ? nameOf(todo.line.trade.names) : ''
    groups.set(title, [...(groups.get(title) ?? []), todo])
  }
  const named = [...groups].map(([title, todos]) => ({
    title: title || t('The whole county'),
    isWhole: title === '',
    todos,
  }))
  return named.sort((a, b) => Number(a.isWhole) - Number(b.isWhole))
}
