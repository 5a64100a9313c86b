// A reporter's month: what is typed, kept on this device, and the pictures, held by this window, until the server has
// them. The figures go first, one by one, and the pictures after them.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { newId } from '../../../base/ids.ts'
import { emptyText } from '../../../base/words.ts'
import { refresh, send } from '../../../kit/api.ts'
import { type FieldError, Refusal } from '../../../kit/refusal.ts'
import { said } from '../../../kit/said.tsx'
import { t, tn } from '../../../kit/words.ts'
import { makeReport } from '../../reports/contract.ts'
import { reportFindings } from '../../reports/rules.ts'
import type { Month, Todo } from '../shapes.ts'
import { changed, readEntry, type UnsentReport, writeEntry } from './entry.ts'
import { bodyOf, keyOf, knownOf } from './sending.ts'
import { usePictures } from './use-pictures.ts'

// Nothing is filled in that would be said in the reporter's name: neither a source nor that nothing lies dormant.
const begin = (todo: Todo, month: string): UnsentReport => ({
  id: newId(),
  value: null,
  parts: {},
  dormant: null,
  leftReasons: [],
  source: '',
  sourceNote: emptyText,
  cause: emptyText,
  help: emptyText,
  tried: false,
  ...readEntry(keyOf(todo), month),
})

export type MonthForm = ReturnType<typeof useMonth>

export function useMonth({ data, today }: { data: Month; today: string }) {
  const { month, lines, period } = data
  const client = useQueryClient()
  const [drafts, setDrafts] = useState<Record<string, UnsentReport>>(() =>
    Object.fromEntries(lines.map((todo) => [keyOf(todo), begin(todo, month)])),
  )
  const [errors, setErrors] = useState<Record<string, FieldError[]>>({})
  const [isBusy, setBusy] = useState(false)
  const [isDurable, setDurable] = useState(true)
  const [trouble, setTrouble] = useState<Refusal | null>(null)
  const { cards, goThere } = useFirstMarked()

  const draftOf = (todo: Todo): UnsentReport => drafts[keyOf(todo)] ?? begin(todo, month)
  const held = usePictures(month, draftOf)
  const isSent = (todo: Todo) => todo.figures.some((one) => one.month === month)
  const waiting = lines.filter((todo) => !isSent(todo) && draftOf(todo).value !== null)
  /** The lines whose figure the server has, and their picture not yet. */
  const pictures = lines.filter((todo) => isSent(todo) && held.of(todo))

  const change = (todo: Todo, part: Partial<UnsentReport>) => {
    const next = changed(draftOf(todo), part)
    const key = keyOf(todo)
    setDurable(writeEntry(key, month, next))
    setDrafts((all) => ({ ...all, [key]: next }))
    setErrors((all) => ({ ...all, [key]: stillMarked(all[key] ?? [], part) }))
  }
  const sendFigure = async (todo: Todo): Promise<boolean> => {
    const { line } = todo
    const key = keyOf(todo)
    const kept = draftOf(todo)
    if (!period) return false
    const body = bodyOf(kept, todo, month, today)
    const found = reportFindings(body, knownOf(todo, period, today, month))
    if (found.length > 0) {
      setErrors((all) => ({
        ...all,
        [key]: found.map((one) => ({ ...one, detail: t(one.text, one.params) })),
      }))
      return false
    }
    writeEntry(key, month, { ...kept, tried: true })
    setDrafts((all) => ({ ...all, [key]: { ...kept, tried: true } }))
    held.tie(todo, kept.id)
    await send(makeReport, { params: { planLineId: line.id }, body })
    // The server has it, and only now this device lets go.
    writeEntry(key, month, null)
    return true
  }

  const sendFigures = async (todos: Todo[]): Promise<Todo[]> => {
    const sent: Todo[] = []
    for (const todo of todos)
      try {
        if (await sendFigure(todo)) sent.push(todo)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        if (error.errors.length === 0) {
          setTrouble(error)
          break
        }
        setErrors((all) => ({ ...all, [keyOf(todo)]: error.errors }))
      }
    return sent
  }

  const go = async (figures: Todo[], pictures: Todo[]) => {
    setBusy(true)
    setTrouble(null)
    setErrors({})
    const done = { figures: 0, pictures: 0 }
    try {
      const sent = await sendFigures(figures)
      done.figures = sent.length
      done.pictures = await held.send([...pictures, ...sent])
    } finally {
      setBusy(false)
      goThere()
      await refresh(client, makeReport)
      if (done.figures > 0) said(tn('{n} figure sent.', '{n} figures sent.', done.figures))
      else if (done.pictures > 0) said(tn('{n} picture sent.', '{n} pictures sent.', done.pictures))
    }
  }

  return {
    draftOf,
    heldOf: held.of,
    isSent,
    waiting,
    pictures,
    change,
    choose: held.choose,
    sendAll: () => go(waiting, pictures),
    sendPicture: (todo: Todo) => go([], [todo]),
    cards,
    errors,
    isBusy,
    isDurable,
    trouble,
  }
}

/** What else is marked in a card stays marked until it is mended too; another value begins anew. */
const stillMarked = (errors: FieldError[], part: Partial<UnsentReport>): FieldError[] =>
  'value' in part
    ? []
    : errors.filter((one) => !Object.keys(part).some((key) => one.pointer.startsWith(`/${key}`)))

/** The button stays in sight while what is to be mended may lie far above it: leads there once that is drawn. */
function useFirstMarked() {
  const cards = useRef<HTMLDivElement>(null)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (tries > 0) goToFirstMarked(cards.current)
  }, [tries])
  return { cards, goThere: () => setTries((n) => n + 1) }
}

function goToFirstMarked(cards: HTMLElement | null) {
  const reason = cards?.querySelector('.report-card:not(.sent) .reason')
  const place = reason?.closest('[data-pointer], .report-card')
  place?.scrollIntoView({ block: 'center' })
  place?.querySelector<HTMLElement>('input, select, textarea')?.focus({ preventScroll: true })
}
