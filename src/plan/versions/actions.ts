// Keeping the immutable versions of a plan.
import type { Context } from '../../access/context.ts'
import { canonical } from '../../base/canonical.ts'
import type { WholePlan } from '../figures/counted.ts'
import { tables } from '../queries.ts'
import { readSheets } from '../sheets/queries.ts'
import { digest } from './queries.ts'
import type { VersionContent } from './rules.ts'

/**
 * Writes down the plan as it stands, with the conditions it stands on. Returns the version's number. Asks nobody:
 * whoever submits or approves the plan has asked.
 */
export async function keepVersion(
  ctx: Context,
  plan: WholePlan,
  kind: 'submitted' | 'approved',
): Promise<number> {
  const sheets = await readSheets(ctx.db, plan.place.id, plan.period.id)
  const content: VersionContent = {
    place: { code: plan.place.code, names: plan.place.names },
    period: { code: plan.period.code, names: plan.period.names },
    lines: plan.lines.map((line) => ({
      id: line.id,
      section: line.section,
      indicator: {
        code: line.indicator.code,
        names: line.indicator.names,
        definition: line.indicator.definition,
        unit: line.indicator.unit,
        cumulative: line.indicator.cumulative,
        counts: line.indicator.counts,
      },
      trade: line.trade && { code: line.trade.code, names: line.trade.names },
      form: line.form,
      baseline: line.baseline,
      target: line.target,
      phasing: line.phasing,
      ...(line.reporters.length > 0
        ? {
            reporters: line.reporters.map(({ place: { code, names }, baseline }) => ({
              code,
              names,
              baseline,
            })),
          }
        : {}),
      decidedTarget: line.decidedTarget,
      decidedReason: line.decidedReason,
      ownerPost: line.ownerPost?.names ?? null,
      means: line.means,
      risk: line.risk,
      note: line.note,
      actions: line.actions.map(({ id, ...action }) => action),
      citations: line.citations,
    })),
    conditions: sheets.map(({ trade, outlook, outlookReason, figures }) => ({
      trade: { code: trade.code, names: trade.names },
      outlook,
      outlookReason,
      figures,
    })),
  }
  const text = canonical(content)
  const number = plan.version + 1
  await tables(ctx.db)
    .insertInto('plan.plan_version')
    .values({
      plan_id: plan.id,
      number,
      kind,
      content: text,
      sha256: digest(text),
      on_day: ctx.today,
      made_by: ctx.actor.accountId,
    })
    .execute()
  return number
}
