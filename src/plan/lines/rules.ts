// What may stand in a line of a plan and what may not: each finding refuses, naming field and reason.
import { choiceFindings } from '../../base/choices.ts'
import { type Day, earliest, isSaidDate, latest } from '../../base/dates.ts'
import { wholeFinding } from '../../base/figures.ts'
import { type Finding, finding } from '../../base/problems.ts'
import type { RefKind } from '../../base/refs.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { dueMonths, type Span } from '../frequency/rules.ts'
import { type IndicatorRule, stands } from '../indicators/rules.ts'
import { type PeriodRule, periodMonths } from '../periods/rules.ts'
import type { Phasing } from '../phasing/rules.ts'
import { type Reporter, type ReportersKnown, reporterFindings } from '../reporters/rules.ts'
import { count, percent, persons } from '../units/rules.ts'

export type ActionInput = { what: Names; where: Names; who: Names; fromSaid: string; toSaid: string }

/** A line as the county sends it. */
export type LineInput = {
  /** null where the programme's plans are not divided */
  section: string | null
  indicatorId: string
  tradeId: string | null
  form: string | null
  unit: string
  baseline: number
  target: number
  phasing: Phasing
  /** those below the place that plans, where it does not report the line itself; left out, they stay as they are */
  reporters?: Reporter[]
  ownerPostId: string | null
  means: Names
  risk: Names
  note: Names
  actions: ActionInput[]
  citations: Citation[]
}

type Place = { id: string; indicatorId: string; tradeId: string | null; form: string | null }
/** `barsGrowth`: what the sheet says of the trade does not see it growing. */
type SheetRule = { tradeId: string; barsGrowth: boolean }

/** What a line is judged against. */
export type LineSetting = {
  lineId: string
  indicator: IndicatorRule | undefined
  period: PeriodRule
  sheets: readonly SheetRule[]
  /** the plan's lines as they stand, or those of them that count the same */
  lines: readonly Place[]
  /** those of the programme, and the one that the line stands in already */
  sections: readonly { code: string; retiredOn: Day | null }[]
  standing: string | null
  reporters: ReportersKnown
  hasPost: (postId: string) => boolean
  /** whether plans count units of the form */
  hasForm: (code: string) => boolean
}

export const lineFindings = (line: LineInput, setting: LineSetting): Finding[] => {
  const { indicator } = setting
  if (!indicator) return [finding('/indicatorId', 'unknown', msg('There is no such indicator.'))]
  if (indicator.kind === 'ratio') {
    return [finding('/indicatorId', 'ratio', msg('A ratio is computed. Plan its two quantities instead.'))]
  }
  if (indicator.kind === 'formula') {
    const text = msg('A formula is computed. Plan the quantities that it is made of instead.')
    return [finding('/indicatorId', 'formula', text)]
  }
  return [
    ...choiceFindings('/section', setting.sections, line.section, setting.standing),
    ...whereFindings(line, indicator, setting),
    ...unitFindings(line, indicator),
    ...figureFindings(line),
    ...phasingFindings(line, indicator, setting.period),
    ...reporterFindings(line.reporters ?? [], line.baseline, setting.reporters),
    ...growthFindings(line, indicator, setting.sheets),
    ...actionFindings(line.actions),
    ...(line.ownerPostId && !setting.hasPost(line.ownerPostId)
      ? [finding('/ownerPostId', 'unknown', msg('There is no such post.'))]
      : []),
  ]
}

function whereFindings(
  line: LineInput,
  indicator: IndicatorRule,
  { sheets, lines, lineId, hasForm }: LineSetting,
): Finding[] {
  const found: Finding[] = []
  if (indicator.byTrade && !line.tradeId) {
    found.push(finding('/tradeId', 'missing', msg('This indicator is planned by trade. Please choose one.')))
  }
  if (!indicator.byTrade && line.tradeId) {
    found.push(finding('/tradeId', 'not-by-trade', msg('This indicator is not planned by trade.')))
  }
  if (indicator.byForm && !line.form) {
    found.push(finding('/form', 'missing', msg('This indicator is planned by form. Please choose one.')))
  }
  if (!indicator.byForm && line.form) {
    found.push(finding('/form', 'not-by-form', msg('This indicator is not planned by form.')))
  }
  if (line.form && indicator.byForm && !hasForm(line.form)) {
    found.push(finding('/form', 'unknown', msg('Plans do not count this form.')))
  }
  if (line.tradeId && !sheets.some((sheet) => sheet.tradeId === line.tradeId)) {
    found.push(
      finding(
        '/tradeId',
        'no-conditions',
        msg('There is no condition sheet for this trade yet. Conditions come before targets.'),
      ),
    )
  }
  const isTaken = lines.some(
    (other) =>
      other.id !== lineId &&
      other.indicatorId === line.indicatorId &&
      other.tradeId === line.tradeId &&
      other.form === line.form,
  )
  if (isTaken)
    found.push(
      finding('/indicatorId', 'twice', msg('The plan has a line for this already. Change that one.')),
    )
  return found
}

function unitFindings({ unit, target }: LineInput, indicator: IndicatorRule): Finding[] {
  if (unit === indicator.unit) return []
  if (unit === 'CNY' && indicator.unit === 'CNY-old') {
    return [
      finding(
        '/unit',
        'other-unit',
        msg(
          'This is planned in old yuan, and 10,000 old yuan are 1 new yuan: {target} new yuan are {converted} old yuan.',
        ),
        { target, converted: target * 10_000 },
      ),
    ]
  }
  if (unit === 'CNY-old' && indicator.unit === 'CNY') {
    return [
      finding(
        '/unit',
        'other-unit',
        msg(
          'This is planned in new yuan, and 10,000 old yuan are 1 new yuan: {target} old yuan are {converted} new yuan.',
        ),
        { target, converted: target / 10_000 },
      ),
    ]
  }
  return [finding('/unit', 'other-unit', msg('The target is in another unit than its indicator.'))]
}

const kept = (findings: (Finding | null)[]): Finding[] => findings.filter((one) => one !== null)

const figureFindings = ({ baseline, target }: LineInput): Finding[] =>
  kept([wholeFinding('/baseline', baseline), wholeFinding('/target', target)])

/**
 * Figures stand in the months in which the indicator is due, and in no other. Invariant: a flow's months sum to its
 * target, a stock's last month is its target, an average's mean is.
 */
export function phasingFindings(
  line: Pick<LineInput, 'target' | 'phasing'>,
  indicator: Pick<IndicatorRule, 'kind' | 'cumulative' | 'frequency'>,
  period: Span,
): Finding[] {
  const months = dueMonths(indicator.frequency, period)
  const found: Finding[] = []
  for (const month of Object.keys(line.phasing)) {
    if (months.includes(month)) continue
    const text = periodMonths(period).includes(month)
      ? msg('This is reported less often: in this month it has no figure.')
      : msg('This month is not in the period.')
    found.push(finding(`/phasing/${month}`, 'other-month', text))
  }
  for (const month of months) {
    const value = line.phasing[month]
    if (value === undefined)
      found.push(finding(`/phasing/${month}`, 'missing', msg('This month is missing.')))
    else found.push(...kept([wholeFinding(`/phasing/${month}`, value)]))
  }
  if (found.length > 0) return found
  const last = months[months.length - 1]
  if (indicator.cumulative && line.phasing[last] !== line.target) {
    return [
      finding(
        `/phasing/${last}`,
        'end',
        msg('The last month must stand at the target: {target}, not {end}.'),
        {
          target: line.target,
          end: line.phasing[last],
        },
      ),
    ]
  }
  const sum = months.reduce((total, month) => total + line.phasing[month], 0)
  if (indicator.kind === 'average') {
    const all = line.target * months.length
    const text = msg('The months make {sum}; for a mean of {target} they make {all}.')
    return sum === all ? [] : [finding('/phasing', 'mean', text, { sum, target: line.target, all })]
  }
  if (!indicator.cumulative && sum !== line.target) {
    return [
      finding('/phasing', 'sum', msg('The months make {sum}, the target is {target}.'), {
        sum,
        target: line.target,
      }),
    ]
  }
  return []
}

type Growth = Pick<LineInput, 'baseline' | 'target' | 'tradeId' | 'note'>
type GrowthRule = Pick<IndicatorRule, 'kind' | 'cumulative' | 'unit'>

/**
 * Growth in the sense of the programme: more units, members or output; not more meetings, and not more people leaving.
 */
const grows = ({ baseline, target }: Growth, indicator: GrowthRule): boolean =>
  target > baseline && (stands(indicator) || ![count, persons, percent].includes(indicator.unit))

/** What has to be said in the note of a line whose target asks for a reason. */
export function growthFindings(line: Growth, indicator: GrowthRule, sheets: readonly SheetRule[]): Finding[] {
  if (!grows(line, indicator) || !isEmptyText(line.note)) return []
  if (sheets.some((sheet) => sheet.tradeId === line.tradeId && sheet.barsGrowth)) {
    return [
      finding(
        '/note',
        'against-outlook',
        msg(
          'The condition sheet does not see this trade growing. Please say why it should grow all the same.',
        ),
      ),
    ]
  }
  // A first group or two needs no defence; a wave does. A flow without a baseline has nothing to be doubled.
  const limit = stands(indicator)
    ? 2 * Math.max(line.baseline, 1)
    : line.baseline > 0
      ? 2 * line.baseline
      : Infinity
  if (line.target <= limit) return []
  return [
    finding('/note', 'growth', msg('The target is more than twice the baseline. Please say in a note why.')),
  ]
}

function actionFindings(actions: readonly ActionInput[]): Finding[] {
  return actions.flatMap((action, at) => {
    const found: Finding[] = []
    if (isEmptyText(action.what))
      found.push(finding(`/actions/${at}/what`, 'missing', msg('Please say what will be done.')))
    if (isEmptyText(action.who))
      found.push(finding(`/actions/${at}/who`, 'missing', msg('Please say who does it.')))
    for (const key of ['fromSaid', 'toSaid'] as const) {
      if (!isSaidDate(action[key]))
        found.push(finding(`/actions/${at}/${key}`, 'no-date', msg('This is no date.')))
    }
    if (
      isSaidDate(action.fromSaid) &&
      isSaidDate(action.toSaid) &&
      latest(action.toSaid) < earliest(action.fromSaid)
    ) {
      found.push(finding(`/actions/${at}/toSaid`, 'order', msg('It ends before it begins.')))
    }
    return found
  })
}

/** Under another pointer: findings of one line inside a whole plan. */
const under = (prefix: string, findings: Finding[]): Finding[] =>
  findings.map((one) => ({ ...one, pointer: prefix + one.pointer }))

type Complete = LineInput & { id: string }

/** What stands against sending the plan off. Pointers: '/lines/<id of the line>/…'. */
export function submitFindings(
  lines: readonly Complete[],
  setting: (line: Complete) => LineSetting,
): Finding[] {
  if (lines.length === 0) return [finding('', 'no-line', msg('The plan has no line yet.'))]
  return lines.flatMap((line) => {
    const about = setting(line)
    const found = lineFindings(line, about)
    if (about.indicator?.needsAction && line.actions.length === 0 && line.target !== line.baseline) {
      found.push(
        finding(
          '/actions',
          'no-action',
          msg('This does not come about by itself. Please say what will be done.'),
        ),
      )
    }
    return under(`/lines/${line.id}`, found)
  })
}

/** What a line can come from. */
export const citedKinds = ['clause', 'case_step', 'misconception'] as const satisfies readonly RefKind[]
export type CitedKind = (typeof citedKinds)[number]
export const citedKindNames: Record<CitedKind, string> = {
  clause: msg('Clause of a policy'),
  case_step: msg('Step of a case'),
  misconception: msg('Misconception'),
}
export type Citation = { kind: CitedKind; id: string }
export const isIn = (list: readonly Citation[], one: Citation): boolean =>
  list.some((other) => other.kind === one.kind && other.id === one.id)

/** A line that keeps what is there. */
export const isHold = (line: { baseline: number; target: number }): boolean => line.target === line.baseline

/** At one line, which shows them all: who needs more has long had to meet. */
export const mostComments = 200
