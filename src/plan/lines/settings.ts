// What stored lines look like to the rules, all of a plan together: the same shapes that the browser builds from a
// page.
import type { AskedLine } from '../figures/rules.ts'
import type { PlanLists } from '../lists/queries.ts'
import type { PlanHead } from '../plans/queries.ts'
import type { SheetRow } from '../sheets/queries.ts'
import { reportersKnown, saidReporters, type WholeLine } from './line.ts'
import type { LineInput, LineSetting } from './rules.ts'

export const inputOf = (line: WholeLine): LineInput & { id: string } => ({
  id: line.id,
  section: line.section,
  indicatorId: line.indicator.id,
  tradeId: line.trade?.id ?? null,
  form: line.form,
  unit: line.indicator.unit,
  baseline: line.baseline,
  target: line.target,
  phasing: line.phasing,
  reporters: saidReporters({}, line),
  ownerPostId: line.ownerPost?.id ?? null,
  means: line.means,
  risk: line.risk,
  note: line.note,
  actions: line.actions,
  citations: line.citations,
})

export const askedLine = (line: WholeLine): AskedLine => ({
  id: line.id,
  indicator: line.indicator,
  tradeId: line.trade?.id ?? null,
  form: line.form,
  baseline: line.baseline,
  target: line.target,
  previousTarget: line.previousTarget,
})

type Known = {
  posts: ReadonlySet<string>
  forms: readonly { code: string; counted: boolean }[]
  lists: PlanLists
}

/** The setting of a line that stands in the plan. */
export const settingOf = (
  plan: Pick<PlanHead, 'period'> & { lines: WholeLine[] },
  sheets: readonly SheetRow[],
  lineId: string,
  { posts, forms, lists }: Known,
): LineSetting => ({
  lineId,
  indicator: plan.lines.find((line) => line.id === lineId)?.indicator,
  period: plan.period,
  sheets: sheets.map(({ trade, outlook }) => ({
    tradeId: trade.id,
    barsGrowth: lists.outlooks.some(({ code, barsGrowth }) => code === outlook && barsGrowth),
  })),
  lines: plan.lines.map(({ id, indicator, trade, form }) => ({
    id,
    indicatorId: indicator.id,
    tradeId: trade?.id ?? null,
    form,
  })),
  sections: lists.sections,
  standing: plan.lines.find((line) => line.id === lineId)?.section ?? null,
  reporters: reportersKnown(plan.lines.find((line) => line.id === lineId)),
  hasPost: (postId) => posts.has(postId),
  hasForm: (code) => forms.some((form) => form.code === code && form.counted),
})
