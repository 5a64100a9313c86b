// What a stored line looks like to the rules, the same shapes that the browser builds from a page; and what a line that
// somebody writes is judged against.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import type { AskedLine } from '../figures/rules.ts'
import type { IndicatorRule } from '../indicators/rules.ts'
import { published } from '../periods/queries.ts'
import type { LineRow, PlanHead, SheetRow } from '../plans/queries.ts'
import type { LineInput, LineSetting } from './rules.ts'

export const inputOf = (line: LineRow): LineInput & { id: string } => ({
  id: line.id,
  section: line.section,
  indicatorId: line.indicator.id,
  tradeId: line.trade?.id ?? null,
  form: line.form,
  unit: line.indicator.unit,
  baseline: line.baseline,
  target: line.target,
  phasing: line.phasing,
  ownerPostId: line.ownerPost?.id ?? null,
  means: line.means,
  risk: line.risk,
  note: line.note,
  actions: line.actions,
  citations: line.citations,
})

export const askedLine = (line: LineRow): AskedLine => ({
  id: line.id,
  indicator: line.indicator,
  tradeId: line.trade?.id ?? null,
  form: line.form,
  baseline: line.baseline,
  target: line.target,
  previousTarget: line.previousTarget,
})

/** The setting of a line that stands in the plan. */
export const settingOf = (
  plan: Pick<PlanHead, 'period'> & { lines: LineRow[] },
  sheets: readonly SheetRow[],
  lineId: string,
  { posts, forms }: { posts: ReadonlySet<string>; forms: readonly { code: string; counted: boolean }[] },
): LineSetting => ({
  lineId,
  indicator: plan.lines.find((line) => line.id === lineId)?.indicator,
  period: plan.period,
  sheets: sheets.map(({ trade, outlook }) => ({ tradeId: trade.id, outlook })),
  lines: plan.lines.map(({ id, indicator, trade, form }) => ({
    id,
    indicatorId: indicator.id,
    tradeId: trade?.id ?? null,
    form,
  })),
  hasPost: (postId) => posts.has(postId),
  hasForm: (code) => forms.some((form) => form.code === code && form.counted),
})

type Written = Pick<LineInput, 'indicatorId' | 'tradeId' | 'form' | 'ownerPostId'>
type Setting = {
  indicator: (IndicatorRule & { retiredOn: Day | null }) | undefined
  sheets: LineSetting['sheets']
  lines: LineSetting['lines']
  hasPost: boolean
  hasForm: boolean
}

/** The setting of a line as it is written: of a held plan only what this line asks for, in one statement. */
export async function readSetting(
  ctx: Context,
  { id, place, period }: PlanHead,
  lineId: string,
  { indicatorId, tradeId, form, ownerPostId }: Written,
): Promise<LineSetting & Pick<Setting, 'indicator'>> {
  const { rows } = await sql<Setting>`select
    (select jsonb_build_object('id', indicator.id, 'unit', indicator.unit, 'kind', indicator.kind,
        'cumulative', indicator.cumulative, 'byTrade', indicator.by_trade, 'byForm', indicator.by_form,
        'needsAction', indicator.needs_action, 'counts', indicator.counts, 'retiredOn', indicator.retired_on)
      from plan.indicator where indicator.id = ${indicatorId} and indicator.programme_id = ${period.programmeId}
        and ${published(ctx, 'indicator')}) as indicator,
    coalesce((select json_agg(json_build_object('tradeId', trade_id, 'outlook', outlook)) from plan.condition_sheet
      where place_id = ${place.id} and period_id = ${period.id} and trade_id = ${tradeId}), '[]') as sheets,
    coalesce((select json_agg(json_build_object('id', id, 'indicatorId', indicator_id, 'tradeId', trade_id, 'form', form))
      from plan.plan_line where plan_id = ${id} and indicator_id = ${indicatorId}
        and trade_id is not distinct from ${tradeId} and form is not distinct from ${form}), '[]') as lines,
    exists (select 1 from registry.post where id = ${ownerPostId}) as "hasPost",
    exists (select 1 from registry.form where code = ${form} and counted) as "hasForm"`.execute(ctx.db)
  const { hasPost, hasForm, indicator, ...found } = rows[0]
  return {
    lineId,
    period,
    ...found,
    indicator: indicator ?? undefined,
    hasPost: () => hasPost,
    hasForm: () => hasForm,
  }
}
