// The pure rules of carrying out: what may be reported, and what is asked to be looked at again. The same on the phone
// and on the server. What figures add to totals: figures.ts; whether a month was reported: coverage/rules.ts.
import { type Day, isDay, monthsOf, saySaid } from '../../base/dates.ts'
import { largestCount, wholeFinding } from '../../base/figures.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { isEmptyText, msg, type Names, type Params } from '../../base/words.ts'
import type { Said } from '../../plan/disaggregations/rules.ts'
import { type Frequency, isDue, nextDue, type Span } from '../../plan/frequency/rules.ts'
import { type Countable, stands } from '../../plan/indicators/rules.ts'

export const reportStates = ['reported', 'verified', 'disputed'] as const
export type ReportState = (typeof reportStates)[number]
export const reportStateNames: Record<ReportState, string> = {
  reported: msg('reported'),
  verified: msg('verified on the spot'),
  disputed: msg('disputed'),
}

/** Where a figure was taken from. */
export const sources = ['ledger', 'slips', 'counted', 'told'] as const
export type Source = (typeof sources)[number]
export const sourceNames: Record<Source, string> = {
  ledger: msg('the unit’s ledger'),
  slips: msg('delivery and settlement slips'),
  counted: msg('counted on the spot'),
  told: msg('told by the unit'),
}

export const leftReasons = ['other_trade', 'moved_away', 'back_to_own', 'illness', 'died', 'other'] as const
export type LeftReasonKind = (typeof leftReasons)[number]
export type LeftReason = { reason: LeftReasonKind; count: number }
export const leftReasonNames: Record<LeftReasonKind, string> = {
  other_trade: msg('took up other work'),
  moved_away: msg('moved away'),
  back_to_own: msg('works on own account again'),
  illness: msg('illness or age'),
  died: msg('died'),
  other: msg('other reasons'),
}

export const visitOutcomes = ['verified', 'disputed'] as const
export type VisitOutcome = (typeof visitOutcomes)[number]
export const visitHows = ['ledger', 'counted', 'asked'] as const
export type VisitHow = (typeof visitHows)[number]
export const visitHowNames: Record<VisitHow, string> = {
  ledger: msg('the ledger was seen'),
  counted: msg('counted again'),
  asked: msg('members were asked'),
}

export const evidenceKinds = ['png', 'jpeg', 'webp', 'pdf'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]
export const evidenceMimes: Record<EvidenceKind, string> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  pdf: 'application/pdf',
}

/** The line that a report is against, as much as the rules need. */
export type LineRule = {
  unit: string
  /** a figure that stands at the end of the month, whether the period has the last one or their mean */
  stands: boolean
  /** the indicator's code */
  code: string
  /** what it counts of a trade's organisation */
  counts: Countable | null
  frequency: Frequency
  baseline: number
  phasing: Record<string, number>
}
export type PeriodRule = Span & { state: 'open' | 'closed' }

type ReadLine = Pick<LineRule, 'baseline' | 'phasing'> & {
  indicator: Pick<LineRule, 'unit' | 'code' | 'counts' | 'frequency'> & Parameters<typeof stands>[0]
}

/** Of a line as it is read. */
export const lineRule = ({ indicator, baseline, phasing }: ReadLine): LineRule => {
  const { unit, code, counts, frequency } = indicator
  return { unit, code, stands: stands(indicator), counts, frequency, baseline, phasing }
}

/**
 * The line as a place below reports it, from its own part of the baseline: what the whole line is to come to in a month
 * says nothing of one of several.
 */
export const asReported = <L extends ReadLine>(line: L, reporter: { baseline: number } | null): L =>
  reporter ? { ...line, baseline: reporter.baseline, phasing: {} } : line

/** The standing figures by month, without one month. */
export const figuresBefore = (
  standing: readonly { month: string; value: number }[],
  month: string,
): Record<string, number> =>
  Object.fromEntries(standing.filter((one) => one.month !== month).map((one) => [one.month, one.value]))

/** A report of those who left says why, and roll-ups set it beside the members. */
export const asksReasons = (line: Pick<LineRule, 'counts'>): boolean => line.counts === 'left'
/** Units are reported with those that lie dormant: growth never stands alone. */
export const asksDormant = (line: Pick<LineRule, 'counts'>): boolean => line.counts === 'organisations'

export type ReportEntry = {
  month: string
  asOf: Day
  value: number
  /** of the figure, by the ids of the indicator's parts; nothing is said by older devices */
  parts?: Said
  unit: string
  leftReasons: LeftReason[]
  dormant: number | null
  source: Source
  sourceNote: Names
  cause: Names
  help: Names
  supersedesId: string | null
  reason: Names | null
}

export type Known = {
  line: LineRule
  period: PeriodRule
  today: Day
  /** the standing figures of the line by month, without the month reported now */
  before: Record<string, number>
}

/** The latest figure of a month before this one; null if there is none. */
export function previousOf(
  figures: Record<string, number>,
  month: string,
): { month: string; value: number } | null {
  const earlier = Object.keys(figures)
    .filter((m) => m < month)
    .sort()
    .at(-1)
  return earlier === undefined ? null : { month: earlier, value: figures[earlier] }
}

function countFindings(n: number, pointer: string, largest?: number): Finding[] {
  const wrong = wholeFinding(pointer, n, largest)
  return wrong ? [wrong] : []
}

/** All that speaks against a report; empty if it may be kept. */
export function reportFindings(entry: ReportEntry, { line, period, today, before }: Known): Finding[] {
  const findings: Finding[] = []
  if (period.state === 'closed') findings.push(finding('/month', 'closed', msg('This period is closed.')))
  if (!monthsOf(period.fromOn, period.toOn).includes(entry.month)) {
    findings.push(finding('/month', 'outside-period', msg('The plan’s period does not have this month.')))
  } else if (!isDue(line.frequency, entry.month, period)) {
    const text = msg('In this month nothing of it is due. It is reported next in {month}.')
    findings.push(
      finding('/month', 'not-due', text, { month: monthNames(nextDue(line.frequency, entry.month, period)) }),
    )
  }
  findings.push(...dayFindings(entry, period, today))
  if (entry.unit !== line.unit)
    findings.push(finding('/unit', 'unit', msg('The plan counts this in another unit.')))
  findings.push(...countFindings(entry.value, '/value'))
  if (!sources.includes(entry.source))
    findings.push(finding('/source', 'required', msg('Please say where the figure comes from.')))
  findings.push(...leftFindings(entry, line))
  findings.push(...dormantFindings(entry, line))
  if (findings.length === 0) findings.push(...fallFindings(entry, line, before))
  if (entry.supersedesId !== null && (!entry.reason || isEmptyText(entry.reason))) {
    findings.push(finding('/reason', 'required', msg('Please say why the figure is corrected.')))
  }
  if (entry.supersedesId === null && entry.reason && !isEmptyText(entry.reason)) {
    findings.push(
      finding(
        '/reason',
        'no-correction',
        msg('Only a correction has a reason: nothing was reported before.'),
      ),
    )
  }
  return findings
}

const monthNames = (month: string): Names => ({ zh: saySaid(month, 'zh'), en: saySaid(month, 'en') })

function dayFindings({ asOf, month }: ReportEntry, period: PeriodRule, today: Day): Finding[] {
  if (!isDay(asOf)) return [finding('/asOf', 'date', msg('There is no such date.'))]
  if (asOf < period.fromOn || asOf >= period.toOn) {
    return [finding('/asOf', 'outside-period', msg('This day is not in the plan’s period.'))]
  }
  if (asOf.slice(0, 7) !== month)
    return [finding('/asOf', 'other-month', msg('This day is in another month.'))]
  if (asOf > today) return [finding('/asOf', 'future', msg('This day has not come yet.'))]
  return []
}

function leftFindings({ value, leftReasons }: ReportEntry, line: LineRule): Finding[] {
  if (!asksReasons(line)) {
    return leftReasons.length === 0
      ? []
      : [
          finding(
            '/leftReasons',
            'not-asked',
            msg('Only members can leave; this line counts something else.'),
          ),
        ]
  }
  const wrong = leftReasons.flatMap((one, at) => countFindings(one.count, `/leftReasons/${at}/count`))
  if (wrong.length > 0) return wrong
  const sum = leftReasons.reduce((all, one) => all + one.count, 0)
  return sum === value
    ? []
    : [
        finding('/leftReasons', 'sum', msg('The reasons add up to {sum}, but {left} left.'), {
          sum,
          left: value,
        }),
      ]
}

function dormantFindings({ dormant, value }: ReportEntry, line: LineRule): Finding[] {
  if (!asksDormant(line)) {
    return dormant === null
      ? []
      : [
          finding(
            '/dormant',
            'not-asked',
            msg('Only units can lie dormant; this line counts something else.'),
          ),
        ]
  }
  if (dormant === null) {
    return [finding('/dormant', 'required', msg('Please say how many lie dormant, even if none do.'))]
  }
  const findings = countFindings(dormant, '/dormant', largestCount)
  if (findings.length > 0 || dormant <= value) return findings
  return [finding('/dormant', 'more-than-all', msg('More units lie dormant than there are.'))]
}

const fellInMonth = msg('The figure is {n} lower than in the month before: please say why.')
const fellSince = msg('The figure is {n} lower than the last one: please say why.')

/**
 * A figure that stands may fall: people leave, groups merge or become cooperatives. It may not fall silently, or a
 * county would have a reason to report only growth.
 */
function fallFindings(entry: ReportEntry, line: LineRule, before: Record<string, number>): Finding[] {
  if (!line.stands || !isEmptyText(entry.cause)) return []
  const last = previousOf(before, entry.month)
  if (!last || entry.value >= last.value) return []
  return [
    finding('/cause', 'fell', line.frequency === 'month' ? fellInMonth : fellSince, {
      n: last.value - entry.value,
    }),
  ]
}

// Please look again

export type Look = { code: string; text: string; params: Params }

const margins = { stock: 0.05, flow: 0.15 }

/** What the phased target lets expect in a month: a stock within 5 %, a flow within 15 %, and one unit at least. */
export function bandOf(line: LineRule, month: string): { low: number; high: number } | null {
  const centre = line.phasing[month]
  if (centre === undefined) return null
  const margin = Math.max(1, centre * (line.stands ? margins.stock : margins.flow))
  return { low: Math.max(0, Math.floor(centre - margin)), high: Math.ceil(centre + margin) }
}

/** What a person is asked to look at again. Nothing here ever stops a report. */
export function looksOf(
  entry: Pick<ReportEntry, 'month' | 'value'>,
  { line, before }: Pick<Known, 'line' | 'before'>,
): Look[] {
  const looks: Look[] = []
  const { value } = entry
  const band = bandOf(line, entry.month)
  if (band && value > band.high)
    looks.push({ code: 'above', text: msg('{n} more than expected'), params: { n: value - band.high } })
  if (band && value < band.low)
    looks.push({ code: 'below', text: msg('{n} fewer than expected'), params: { n: band.low - value } })
  const last = previousOf(before, entry.month)
  if (last && value > 0 && last.value === value) {
    const text =
      line.frequency === 'month' ? msg('The same as the month before') : msg('The same as the last one')
    looks.push({ code: 'same', text, params: {} })
  }
  if (value >= 100 && value % 10 ** (String(value).length - 1) === 0)
    looks.push({ code: 'round', text: msg('A very round figure'), params: {} })
  return looks
}
