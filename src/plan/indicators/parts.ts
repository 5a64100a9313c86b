// What the figures of an indicator are told apart by: more may be added later; one that figures were told by stays.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { type Finding, finding, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { listDisaggregations } from '../disaggregations/queries.ts'
import type { Unit } from '../units/rules.ts'
import { type IndicatorEntry, isReckoned, kindOf } from './rules.ts'

type Own = { programmeId: string; has: readonly string[] }

const wantedBy = ({ disaggregationIds }: IndicatorEntry, { has }: Own) => disaggregationIds ?? has

/** What speaks against the disaggregations that an entry names; all as before where it names none at all. */
export async function apartFindings(
  ctx: Context,
  own: Own,
  entry: IndicatorEntry,
  units: readonly Unit[],
): Promise<Finding[]> {
  const wanted = wantedBy(entry, own)
  if (wanted.length === 0) return []
  const known = (await listDisaggregations(ctx.db, own.programmeId)).map((one) => one.id)
  const strange = wanted.flatMap((one, at) =>
    known.includes(one)
      ? []
      : [finding(`/disaggregationIds/${at}`, 'unknown', msg('There is no such disaggregation here.'))],
  )
  return [...kindFindings(entry, wanted, units), ...strange]
}

/**
 * Gives a held indicator the disaggregations that its entry names, and takes the others away. Asks nobody: whoever sets
 * up the indicator has been asked.
 */
export async function keepDisaggregations(
  ctx: Context,
  indicatorId: string,
  own: Own,
  entry: IndicatorEntry,
): Promise<void> {
  const wanted = wantedBy(entry, own)
  await takeAway(
    ctx,
    indicatorId,
    own.has.filter((one) => !wanted.includes(one)),
  )
  if (wanted.length === 0) return
  await sql`insert into plan.indicator_part (id, indicator_id, part_id)
    select gen_random_uuid(), ${indicatorId}, part.id from plan.disaggregation_part as part
    where part.disaggregation_id = any(${[...wanted]}::uuid[])
    on conflict (indicator_id, part_id) do nothing`.execute(ctx.db)
}

function kindFindings(entry: IndicatorEntry, wanted: readonly string[], units: readonly Unit[]): Finding[] {
  const isShare = units.find(({ code }) => code === entry.unit)?.isShare
  if (wanted.length === 0 || !(isShare || isReckoned(kindOf(entry)))) return []
  const text = msg(
    'Only what is added up has parts. Those of a ratio or a formula stand with what it is made of.',
  )
  return [finding('/disaggregationIds', 'reckoned', text)]
}

/** Whoever reports holds the rows that are taken away here: no figure comes meanwhile. */
async function takeAway(ctx: Context, indicatorId: string, gone: readonly string[]): Promise<void> {
  if (gone.length === 0) return
  const { rows } = await sql<{ id: string }>`select own.id from plan.indicator_part as own
    join plan.disaggregation_part as part on part.id = own.part_id
    where own.indicator_id = ${indicatorId} and part.disaggregation_id = any(${[...gone]}::uuid[])
    for update of own`.execute(ctx.db)
  const ids = rows.map(({ id }) => id)
  // What was reported once stands in the totals, be it as a nothing.
  const { rows: told } = await sql<{ isTold: boolean }>`select
    exists (select 1 from totals.posted where indicator_id = any(${ids}::uuid[]))
    or exists (select 1 from totals.delta where indicator_id = any(${ids}::uuid[])) as "isTold"`.execute(
    ctx.db,
  )
  const text = msg('Figures were told apart by this, so it stays. Retire it and it is no longer asked.')
  refuseIf(told[0].isTold ? [finding('/disaggregationIds', 'used', text)] : [])
  await sql`delete from plan.indicator_part where id = any(${ids}::uuid[])`.execute(ctx.db)
}
