// What a careful reader would ask about a plan before it is sent off. Questions never refuse.
import type { Day } from '../../base/dates.ts'
import { msg, type Params } from '../../base/words.ts'
import { cellsOf, type Delta, widerThan } from '../../totals/rules.ts'
import type { IndicatorRule } from '../indicators/rules.ts'
import { periodMonths } from '../periods/rules.ts'
import type { Phasing } from '../phasing/rules.ts'
import { countedState, isCounted, type PlanState } from '../plans/rules.ts'
import { type Figures, figureCode } from '../sheets/rules.ts'

type SheetRule = { tradeId: string; figures: Figures }

/** Something a careful reader would ask about; it never blocks. `lineId` is null where the whole plan is meant. */
export type Question = {
  lineId: string | null
  code: string
  /** the figures that it rests on: of others it is asked anew */
  about: number[]
  text: string
  params?: Params
}

/** What the questions are about, by their codes. */
export const questionNames: Record<string, string> = {
  jump: msg('a target far from its baseline'),
  'as-before': msg('a target as in the last period'),
  baseline: msg('a baseline other than that of the condition sheet'),
  'more-than-there-are': msg('more members than artisans'),
  size: msg('an unusual size of units'),
  round: msg('many round numbers'),
}

/** A question as it was confirmed when the plan was submitted. */
export type Confirmed = Pick<Question, 'lineId' | 'code' | 'about'>

export const confirmedOf = ({ lineId, code, about }: Question): Confirmed => ({ lineId, code, about })

/** What is left to ask: not what was confirmed already of the same figures. */
export function stillAsked(questions: readonly Question[], confirmed: readonly Confirmed[]): Question[] {
  const keyOf = ({ lineId, code, about }: Confirmed) => [lineId, code, ...about].join(' ')
  const known = new Set(confirmed.map(keyOf))
  return questions.filter((one) => !known.has(keyOf(one)))
}

export type AskedLine = {
  id: string
  indicator: Pick<IndicatorRule, 'counts' | 'cumulative'>
  tradeId: string | null
  form: string | null
  baseline: number
  target: number
  /** the same line's target in the period before, if it had one */
  previousTarget: number | null
}

/** The condition sheet's own figure for what a line plans; undefined where it has none. */
export const sheetFigure = (
  line: Pick<AskedLine, 'tradeId' | 'form'> & { indicator: Pick<IndicatorRule, 'counts'> },
  sheets: readonly SheetRule[],
) =>
  line.form
    ? sheets.find((sheet) => sheet.tradeId === line.tradeId)?.figures[
        figureCode(line.indicator.counts, line.form) ?? ''
      ]
    : undefined

/** How many members a unit of each form usually has. */
export type Sizes = readonly { code: string; leastMembers: number | null; mostMembers: number | null }[]

export function questionsOf(
  lines: readonly AskedLine[],
  sheets: readonly SheetRule[],
  sizes: Sizes,
): Question[] {
  return [
    ...lines.flatMap((line) => lineQuestions(line, sheets)),
    ...tradeQuestions(lines, sheets, sizes),
    ...heaping(lines),
  ]
}

function lineQuestions(line: AskedLine, sheets: readonly SheetRule[]): Question[] {
  const asked: Question[] = []
  const ask = (code: string, about: number[], text: string, params: Question['params']) =>
    asked.push({ lineId: line.id, code, about, text, params })
  const { baseline, target, previousTarget } = line
  const change = baseline === 0 ? 0 : Math.round(((target - baseline) / baseline) * 100)
  if (Math.abs(change) > 30 && Math.abs(target - baseline) > 2) {
    const text =
      change > 0
        ? msg('The target lies {change}% above the baseline.')
        : msg('The target lies {change}% below the baseline.')
    ask('jump', [baseline, target], text, { change: Math.abs(change) })
  }
  if (previousTarget !== null && previousTarget === target && target !== baseline) {
    ask('as-before', [target], msg('The target is the same as in the last period.'), {})
  }
  const known = sheetFigure(line, sheets)
  if (known && known.value !== baseline) {
    ask(
      'baseline',
      [baseline, known.value],
      msg('The baseline is {baseline}, the condition sheet says {known}.'),
      { baseline, known: known.value },
    )
  }
  return asked
}

/** Members against units and against the artisans there are. */
function tradeQuestions(lines: readonly AskedLine[], sheets: readonly SheetRule[], sizes: Sizes): Question[] {
  return sheets.flatMap((sheet) => {
    const asked: Question[] = []
    const here = lines.filter((line) => line.tradeId === sheet.tradeId)
    const members = here.filter((line) => line.indicator.counts === 'members')
    const all = members.reduce((sum, line) => sum + line.target, 0)
    const artisans = sheet.figures.artisans?.value ?? 0
    if (all > artisans) {
      const params = { all, artisans }
      const text = msg(
        'The members planned in this trade are {all}, but the condition sheet knows {artisans} artisans.',
      )
      asked.push({ lineId: members[0].id, code: 'more-than-there-are', about: [all, artisans], text, params })
    }
    for (const line of members) {
      const units = here.find(
        (other) => other.indicator.counts === 'organisations' && other.form === line.form,
      )
      if (!units || units.target === 0) continue
      const each = line.target / units.target
      const usual = sizes.find((form) => form.code === line.form)
      if (each >= (usual?.leastMembers ?? 0) && each <= (usual?.mostMembers ?? Infinity)) continue
      const text = msg('That makes {each} members a unit, which is unusual for this form.')
      const about = [line.target, units.target]
      asked.push({ lineId: line.id, code: 'size', about, text, params: { each: Math.round(each) } })
    }
    return asked
  })
}

/** People who count write 87; people who guess write 100. */
function heaping(lines: readonly AskedLine[]): Question[] {
  const large = lines.filter((line) => line.target >= 20 && line.target < 100_000)
  const round = large.filter((line) => line.target % 10 === 0)
  if (large.length < 4 || round.length * 3 < large.length * 2) return []
  const text = msg('{round} of {all} targets are round numbers. Were they counted or guessed?')
  const about = round.map((line) => line.target)
  return [{ lineId: null, code: 'round', about, text, params: { round: round.length, all: large.length } }]
}

// Figures of a plan

type Planned = { baseline: number; target: number; phasing: Phasing }
/** What was approved of a line. It stays while the line is revised, and is what is reported against. */
export type StandingFigures = Planned

export type FigureLine = Planned & {
  indicatorId: string
  tradeId: string | null
  form: string | null
  /** null before the line was approved */
  standing: StandingFigures | null
  /** how many places below report it, of what stands; none where the place that plans does */
  reportedBy?: number
}

export type PlanFigures = {
  place: { id: string }
  period: { id: string; fromOn: Day; toOn: Day; bordersOn: Day }
  state: PlanState
  /** the approved version that stands; null before the first approval */
  standingVersion: number | null
  illustrative: boolean
  lines: readonly FigureLine[]
}

type Decided = {
  target: number
  phasing: Phasing
  decidedTarget: number | null
  decidedPhasing: Phasing | null
}

/** What the plan says as it is now: the district's decision once it is approved, the county's proposal before. */
export const plannedTarget = (state: PlanState, line: Pick<Decided, 'target' | 'decidedTarget'>): number =>
  state === 'approved' && line.decidedTarget !== null ? line.decidedTarget : line.target

export const plannedPhasing = (
  state: PlanState,
  line: Pick<Decided, 'phasing' | 'decidedTarget' | 'decidedPhasing'>,
): Phasing => (state === 'approved' && line.decidedPhasing ? line.decidedPhasing : line.phasing)

/**
 * Everything that a plan adds to the totals, cell by cell: its figures, and what coverage counts of it. Of a plan that
 * was approved only what stands counts, until a revision is approved. Whatever changes a plan posts the difference
 * between after and before, so that totals equal the rows at every moment.
 */
export function figuresOf(plan: PlanFigures): Map<string, Delta> {
  if (!isCounted(plan.state)) return new Map()
  const state = countedState(plan)
  const { place, period } = plan
  const where = { placeId: place.id, periodId: period.id, bordersOn: period.bordersOn }
  const whole = { ...where, indicatorId: null, tradeId: null, form: null, month: null }
  const deltas: Delta[] = [{ ...whole, measure: 'plans', status: state, amount: 1 }]
  if (plan.illustrative) deltas.push({ ...whole, measure: 'plans', status: 'illustrative', amount: 1 })
  const wider: Delta[] = []
  for (const line of plan.lines) {
    const figures = plan.standingVersion === null ? line : line.standing
    if (!figures) continue
    const { indicatorId, tradeId, form } = line
    const cell = { ...whole, indicatorId, tradeId, form, status: state }
    deltas.push({ ...cell, measure: 'baseline', amount: figures.baseline })
    deltas.push({ ...cell, measure: 'target', amount: figures.target })
    for (const [month, amount] of Object.entries(figures.phasing))
      deltas.push({ ...cell, measure: 'target', month, amount })
    // Only an approved plan is expected to be reported against.
    if (state !== 'approved') continue
    const figuresOfMonth = Math.max(1, line.reportedBy ?? 0)
    deltas.push({ ...cell, measure: 'lines', amount: figuresOfMonth })
    if (tradeId !== null && form !== null && figuresOfMonth > 1)
      deltas.push({ ...cell, measure: 'counties', status: 'shared', amount: figuresOfMonth - 1 })
    for (const wide of widerThan(line)) wider.push({ ...cell, ...wide, measure: 'counties', amount: 1 })
  }
  // In a month in which none of its lines has figures nothing is due.
  const due = new Set(plan.lines.flatMap(({ standing }) => Object.keys(standing?.phasing ?? {})))
  for (const month of state === 'approved' ? periodMonths(period) : [])
    if (!due.has(month)) deltas.push({ ...whole, measure: 'counties', status: 'none-due', month, amount: 1 })
  const cells = cellsOf(deltas)
  for (const [key, delta] of cellsOf(wider)) cells.set(key, { ...delta, amount: 1 })
  return cells
}
