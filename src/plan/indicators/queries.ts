// What a programme has set up for its plans, and what of it figures rest on already.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import { getProgramme, ownProgramme } from '../../convene/programmes/queries.ts'
import type { Db } from '../../platform/database.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { earlierOf, isTold, lastApproved, plannedOf } from '../definitions/queries.ts'
import { beginnings, type Earlier } from '../definitions/rules.ts'
import { askedOf } from '../disaggregations/queries.ts'
import type { Asked } from '../disaggregations/rules.ts'
import type { Frequency } from '../frequency/rules.ts'
import { listPeriods, published } from '../periods/queries.ts'
import { tables } from '../queries.ts'
import {
  addedKinds,
  type BalancePart,
  type Countable,
  type CountedIn,
  type IndicatorKind,
  isReckoned,
  type Term,
} from './rules.ts'

/** The programme's indicators that a plan has a line of, or that another one is made of. */
export async function usedIndicators(db: Db, programmeId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select indicator.id from plan.indicator where indicator.programme_id = ${programmeId}
      and (exists (select 1 from plan.plan_line as line where line.indicator_id = indicator.id)
        or exists (select 1 from plan.indicator as made
          where indicator.id in (made.numerator_id, made.denominator_id)
            or made.terms @> jsonb_build_array(jsonb_build_object('indicatorId', indicator.id))
            or made.balance @> jsonb_build_array(jsonb_build_object('indicatorId', indicator.id)))
        or exists (select 1 from plan.indicator_version as left_one
          where left_one.terms @> jsonb_build_array(jsonb_build_object('indicatorId', indicator.id))))`.execute(
    db,
  )
  return new Set(rows.map((row) => row.id))
}

export async function readIndicators(ctx: Context, query: { programmeId?: string }) {
  const programme = query.programmeId ? await getProgramme(ctx, query.programmeId) : await ownProgramme(ctx)
  if (!programme) return { programme: null, indicators: [], beginnings: [], mayChange: false }
  const used = await usedIndicators(ctx.db, programme.id)
  const planned = await plannedOf(ctx.db, programme.id)
  const approved = await lastApproved(ctx.db, programme.id)
  const periods = (await listPeriods(ctx)).filter((one) => one.programmeId === programme.id)
  const all = (await listIndicators(ctx)).filter((one) => one.programmeId === programme.id)
  return {
    programme: { id: programme.id, names: programme.names, yearFrom: programme.yearFrom },
    indicators: all.map(({ programmeId: _, ...one }) => ({
      ...one,
      isUsed: used.has(one.id),
      isTold: isTold(one, all, planned),
    })),
    beginnings: beginnings(periods, { earlier: [] }).map(({ id, names, fromOn }) => ({
      id,
      names,
      fromOn,
      isApproved: fromOn <= approved,
    })),
    mayChange: may(ctx.actor, 'period.change', await pathOf(ctx.db, programme.placeId, ctx.today)),
  }
}

export type Indicator = {
  id: string
  programmeId: string
  code: string
  names: Names
  definition: Names
  unit: string
  kind: IndicatorKind
  /** whether its figures are added up: not those of a ratio or a formula, nor any shares */
  isSummed: boolean
  numeratorId: string | null
  denominatorId: string | null
  terms: Term[] | null
  cumulative: boolean
  averaged: boolean
  balance: BalancePart[] | null
  byTrade: boolean
  byForm: boolean
  needsAction: boolean
  counts: Countable | null
  countedIn: CountedIn
  frequency: Frequency
  disaggregations: Asked[]
  retiredOn: Day | null
  /** what it said before, up to the first day of a period; what it says here holds from the last of these on */
  earlier: Earlier[]
}

/** All indicators published to the actor, ratios, formulas and retired ones included, in the programme's order. */
export async function listIndicators(ctx: Context): Promise<Indicator[]> {
  const rows = await tables(ctx.db)
    .selectFrom('plan.indicator as indicator')
    .innerJoin('plan.unit as unit', 'unit.code', 'indicator.unit')
    .select([
      'indicator.id',
      'indicator.programme_id as programmeId',
      'indicator.code',
      'indicator.names',
      'indicator.definition',
      'indicator.unit',
      'unit.is_share as isShare',
      'indicator.kind',
      'indicator.numerator_id as numeratorId',
      'indicator.denominator_id as denominatorId',
      'indicator.terms',
      'indicator.balance',
      'indicator.cumulative',
      'indicator.by_trade as byTrade',
      'indicator.by_form as byForm',
      'indicator.needs_action as needsAction',
      'indicator.counts',
      'indicator.counted_in as countedIn',
      'indicator.frequency',
      'indicator.retired_on as retiredOn',
      askedOf.$castTo<Asked[]>().as('disaggregations'),
      earlierOf.as('earlier'),
    ])
    .where(published(ctx, 'indicator'))
    .orderBy('indicator.programme_id')
    .orderBy('indicator.position')
    .execute()
  return rows.map(({ isShare, terms, earlier, ...one }) => ({
    ...one,
    terms: weighed(terms),
    earlier: earlier.map((before) => ({ ...before, terms: weighed(before.terms) })),
    averaged: one.kind === 'average',
    isSummed: !isReckoned(one.kind) && !isShare,
  }))
}

const weighed = (terms: Term[] | null): Term[] | null =>
  terms?.map(({ indicatorId, weight }) => ({ indicatorId, weight: weight / 1000 })) ?? null

/** The indicator, or 'not-found' where it is not published to the actor. */
export async function getIndicator(ctx: Context, indicatorId: string): Promise<Indicator> {
  const known = (await listIndicators(ctx)).find((one) => one.id === indicatorId)
  if (!known) throw notFound(indicatorId)
  return known
}

/** What was set up as a quantity that adds up though its unit is a share: by its names. */
export async function listAddedShares(db: Db): Promise<Names[]> {
  const rows = await tables(db)
    .selectFrom('plan.indicator as indicator')
    .innerJoin('plan.unit as unit', 'unit.code', 'indicator.unit')
    .select('indicator.names')
    .where('indicator.kind', 'in', addedKinds)
    .where('unit.is_share', '=', true)
    .where('indicator.retired_on', 'is', null)
    .orderBy('indicator.code')
    .execute()
  return rows.map(({ names }) => names)
}
