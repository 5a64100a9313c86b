// Which place, period, month and borders a roll-up is asked for, and which places the actor may choose from.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { scopes } from '../access/rules.ts'
import { addDays, type Day, isDay, monthsOf } from '../base/dates.ts'
import { finding, notFound, refuseIf } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import { listPeriods, type Period, pickCurrent } from '../plan/queries.ts'
import type { Level } from '../registry/rules.ts'
import type { Counting } from './rules.ts'

export type PlaceOf = { id: string; names: Names; level: Level; parentId: string | null; line: string[] }

export type Asked = {
  placeId?: string
  periodId?: string
  month?: string
  counting?: Counting
  bordersOn?: Day
}

export type Scope = {
  periods: Period[]
  period: Period
  months: string[]
  month: string
  counting: Counting
  bordersOn: Day
  /** provinces, districts and counties that the actor may read totals of, on the borders chosen */
  places: PlaceOf[]
  place: PlaceOf
  counties: PlaceOf[]
  /** the places directly below; the place itself where it is a county */
  children: PlaceOf[]
  /** whether the borders are those on which totals are stored */
  isStored: boolean
}

/** The places down to counties within the actor's scope on a day. */
async function placesOn(ctx: Context, day: Day): Promise<PlaceOf[]> {
  const { rows } = await sql<PlaceOf>`
    select place.id, place.names, place.level, path.line, path.line[cardinality(path.line) - 1] as "parentId"
    from registry.place_path as path join registry.place on place.id = path.place_id
    where path.line && ${scopes(ctx.actor, 'roll_up.read')}::uuid[] and place.level <> 'township'
      and path.from_on <= ${day}::date and path.to_on > ${day}::date
    order by cardinality(path.line), place.code`.execute(ctx.db)
  return rows
}

/** The period whose last reported month is due now: the one that holds last month's last day, else the last that began. */
const currentOf = (periods: readonly Period[], today: Day): Period | null =>
  pickCurrent(periods, addDays(`${today.slice(0, 7)}-01`, -1))

/** Reads what was asked for; 'not-found' for a place or a period that the actor may not see. */
export async function readScope(ctx: Context, asked: Asked): Promise<Scope> {
  const periods = await listPeriods(ctx)
  const period = asked.periodId
    ? periods.find((one) => one.id === asked.periodId)
    : currentOf(periods, ctx.today)
  if (!period) throw notFound()
  const months = monthsOf(period.fromOn, period.toOn)
  const bordersOn = asked.bordersOn ?? period.bordersOn
  refuseIf([
    ...(isDay(bordersOn) ? [] : [finding('/bordersOn', 'date', msg('There is no such date.'))]),
    ...(asked.month && !months.includes(asked.month)
      ? [finding('/month', 'outside-period', msg('The period does not have this month.'))]
      : []),
  ])
  const passed = months.filter((one) => one < ctx.today.slice(0, 7))
  const month = asked.month ?? passed.at(-1) ?? months[0]
  const places = await placesSeen(ctx, bordersOn, period)
  const place = asked.placeId
    ? places.find((one) => one.id === asked.placeId)
    : firstPlace(ctx, places, period)
  if (!place) throw notFound()
  const below = places.filter((one) => one.id !== place.id && one.line.includes(place.id))
  return {
    periods,
    period,
    months,
    month,
    counting: asked.counting ?? 'approved',
    bordersOn,
    places,
    place,
    counties: place.level === 'county' ? [place] : below.filter((one) => one.level === 'county'),
    children: place.level === 'county' ? [place] : below.filter((one) => one.parentId === place.id),
    isStored: bordersOn === period.bordersOn,
  }
}

/**
 * The places that the reader holds on the chosen borders. On other borders than the period's own, only those that the
 * reader holds by these too: a county that came later brings its new district no plan that was another's.
 */
async function placesSeen(ctx: Context, bordersOn: Day, period: Period): Promise<PlaceOf[]> {
  const chosen = await placesOn(ctx, bordersOn)
  if (bordersOn === period.bordersOn) return chosen
  const own = new Set((await placesOn(ctx, period.bordersOn)).map(({ id }) => id))
  return chosen.filter(({ id }) => own.has(id))
}

/** Where a reader begins: the place that runs the programme, else the highest one in reach. */
const firstPlace = (ctx: Context, places: readonly PlaceOf[], period: Period): PlaceOf | undefined =>
  places.find((one) => one.id === period.placeId) ??
  places.find((one) => ctx.actor.grants.some((grant) => grant.placeId === one.id)) ??
  places[0]

export const shownPlace = ({ id, names, level, parentId }: PlaceOf) => ({ id, names, level, parentId })

export const headOf = (scope: Scope) => ({
  place: shownPlace(scope.place),
  period: scope.period,
  month: scope.month,
  counting: scope.counting,
  bordersOn: scope.bordersOn,
})
