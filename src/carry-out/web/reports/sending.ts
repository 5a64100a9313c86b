// The body of a report from what was typed, and sending its picture after it.
import { endOfMonth } from '../../../base/dates.ts'
import { sendFile } from '../../../kit/api.ts'
import { numberOf } from '../../../kit/typed-number.ts'
import { nameOf } from '../../../kit/words.ts'
import { whatOf } from '../../../plan/web/parts/lines.ts'
import { stored } from '../../../plan/web/parts/units.ts'
import { addEvidence } from '../../reports/contract.ts'
import {
  asksDormant,
  asksReasons,
  asReported,
  figuresBefore,
  type Known,
  type LeftReason,
  lineRule,
  type ReportEntry,
  type Source,
} from '../../reports/rules.ts'
import type { Photo } from '../evidence/photo.ts'
import type { Line, Todo } from '../shapes.ts'
import type { UnsentReport } from './entry.ts'

type Of = Pick<Todo, 'line' | 'reporter'>

/** By line and, where places below report it, by place: what is typed, held and marked is kept so. */
export const keyOf = ({ line, reporter }: Of): string => (reporter ? `${line.id}.${reporter.id}` : line.id)

/** What is reported, with whose it is where places below report it. */
export const whatBy = ({ line, reporter }: Of): string =>
  reporter ? `${whatOf(line)} · ${nameOf(reporter.names)}` : whatOf(line)

type Period = Known['period']

/** What the rules need to know of a line as it is reported, and its standing figures without one month. */
export const knownOf = (
  { line, reporter, figures }: Todo,
  period: Period,
  today: string,
  month: string,
): Known => ({
  line: lineRule(asReported(line, reporter)),
  period,
  today,
  before: figuresBefore(figures, month),
})

/** The day that a month's figure is of: its last one, or today while the month lasts. */
const asOf = (month: string, today: string) => (endOfMonth(month) > today ? today : endOfMonth(month))

const leftOf = ({ leftReasons }: UnsentReport): LeftReason[] =>
  leftReasons.flatMap(({ reason, count }) => {
    const left = numberOf(count, `/leftReasons/${reason}`)
    return left ? [{ reason, count: left }] : []
  })

/** What was typed of the parts, as it is stored. */
export const typedParts = ({ parts }: UnsentReport, unit: string): Record<string, number> =>
  Object.fromEntries(
    Object.entries(parts).flatMap(([id, typed]) => {
      const n = numberOf(typed, `/parts/${id}`)
      return n === null ? [] : [[id, stored(n, unit)]]
    }),
  )

export const bodyOf = (
  kept: UnsentReport,
  { line, reporter }: { line: Line; reporter: { id: string } | null },
  month: string,
  today: string,
): ReportEntry & { id: string; reporterId?: string } => {
  const rule = { counts: line.indicator.counts }
  const parts = typedParts(kept, line.indicator.unit)
  return {
    id: kept.id,
    ...(reporter ? { reporterId: reporter.id } : {}),
    month,
    asOf: asOf(month, today),
    // What is empty is refused by name, rather than sent as a zero that nobody typed.
    value: stored(numberOf(kept.value, '/value') ?? Number.NaN, line.indicator.unit),
    // What was sent before there were any is sent again as it was.
    ...(Object.keys(parts).length > 0 ? { parts } : {}),
    unit: line.indicator.unit,
    leftReasons: asksReasons(rule) ? leftOf(kept) : [],
    dormant: asksDormant(rule) ? numberOf(kept.dormant, '/dormant') : null,
    // What was not said is refused before it is sent.
    source: kept.source as Source,
    sourceNote: kept.sourceNote,
    cause: kept.cause,
    help: kept.help,
    supersedesId: null,
    reason: null,
  }
}

/**
 * Sends a picture after its report, each time under the id that it got when it was chosen. The bytes travel as such;
 * the name says what they are.
 */
export async function sendPhoto(reportId: string, photo: Photo, caption: string): Promise<void> {
  const input = {
    params: { reportId },
    query: { evidenceId: photo.id, name: photo.name, caption },
  }
  await sendFile(addEvidence, input, new Blob([photo.blob], { type: 'application/octet-stream' }))
}
