// What of a programme is set up and what it lacks, and what will be possible with what stands. It changes nothing, and
// keeps no ticks: a step is done by what is there.
import { sql } from 'kysely'
import type { Context, Serve } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import { Problem } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import { readPapers } from '../../convene/papers/queries.ts'
import { ownProgramme, type Programme, programmeWords } from '../../convene/programmes/queries.ts'
import { dueMonths } from '../../plan/frequency/rules.ts'
import { listIndicators } from '../../plan/indicators/queries.ts'
import { isReckoned } from '../../plan/indicators/rules.ts'
import { readLists } from '../../plan/lists/queries.ts'
import { listPeriods } from '../../plan/periods/queries.ts'
import { periodMonths } from '../../plan/periods/rules.ts'
import { listUnits } from '../../plan/units/queries.ts'
import { listGates } from '../../registry/gates/queries.ts'
import { haveChanged, listLevels, topLevel } from '../../registry/levels/queries.ts'
import { listForms, listPosts, listTrades, mayChangeLists } from '../../registry/lists/queries.ts'
import { offered } from '../../registry/lists/rules.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { setUpPath } from './contract.ts'
import { type Counts, lacksOf, mostFirst, steps, whoMay } from './rules.ts'

export function routes(serve: Serve): void {
  serve(setUpPath, readPath)
}

/** Whether the actor sets the programme up, or may begin one where there is none. */
export const maySetUp = async (ctx: Context, programme: Programme | null): Promise<boolean> =>
  programme
    ? may(ctx.actor, 'period.change', await pathOf(ctx.db, programme.placeId, ctx.today))
    : scopes(ctx.actor, 'class.change').length > 0

async function readPath(ctx: Context) {
  const programme = await ownProgramme(ctx)
  if (!(await mayChangeLists(ctx)) && !(await maySetUp(ctx, programme))) throw new Problem('not-permitted')
  const levels = await listLevels(ctx.db)
  const first = await firstPlaces(ctx)
  const shared = await readShared(ctx)
  const planned = await readPlanned(ctx, programme)
  const words = programme ? await programmeWords(ctx, programme.id) : null
  const counts: Counts = {
    ...(await countRecords(ctx)),
    levels: levels.length,
    programmes: programme ? 1 : 0,
    ownPapers: programme ? Object.keys(await readPapers(ctx.db, programme.id)).length : 0,
    forms: shared.forms.length,
    countedForms: shared.counted.length,
    trades: shared.trades.length,
    posts: shared.posts.length,
    units: offered(await listUnits(ctx.db)).length,
    gates: offered(await listGates(ctx.db)).length,
    ...planned.counts,
  }
  const lacking = lacksOf({ counts, areLevelsSaid: await haveChanged(ctx.db) })
  const example = words?.example
  return {
    steps: steps.map((step) => ({ step, lacks: lacking[step], isDone: lacking[step].length === 0 })),
    counts,
    levels: levels.map(({ also: _, digits: __, ...level }) => ({
      ...level,
      first: first.get(level.code) ?? [],
    })),
    whoMay: whoMay(levels).map(({ roles, ...one }) => ({ ...one, roles: [...roles] })),
    class: {
      stages: example?.stages ?? words?.stages ?? [],
      sessions: example?.sessions.length ?? 0,
      days: new Set(example?.sessions.map(({ day }) => day)).size,
      posts: shared.posts.map(({ names, forms }) => ({
        names,
        forms: shared.forms.flatMap((form) => (forms.includes(form.code) ? [form.names] : [])),
      })),
    },
    plan: {
      ...planned.plan,
      trades: namesOf(shared.trades),
      forms: shared.counted.map(({ plural }) => plural),
    },
  }
}

const namesOf = (all: readonly { names: Names }[]): Names[] => all.map(({ names }) => names)

async function readShared(ctx: Context) {
  const forms = offered(await listForms(ctx.db))
  return {
    forms,
    counted: forms.filter(({ counted }) => counted),
    trades: offered(await listTrades(ctx.db)),
    posts: offered(await listPosts(ctx.db)),
  }
}

/** Indicators, outlooks, sections and periods of the programme. */
async function readPlanned(ctx: Context, programme: Programme | null) {
  const isOwn = (one: { programmeId: string }) => one.programmeId === programme?.id
  const indicators = offered(await listIndicators(ctx)).filter(isOwn)
  const lists = programme ? await readLists(ctx.db, programme.id) : { outlooks: [], sections: [] }
  const [outlooks, sections] = [offered(lists.outlooks), offered(lists.sections)]
  const units = new Map((await listUnits(ctx.db)).map(({ code, names }) => [code, names]))
  const periods = (await listPeriods(ctx)).filter(isOwn).toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
  const open = periods.filter(({ state }) => state === 'open')
  const first = open.find(({ parentId }) => !parentId) ?? open[0]
  const whole = first ? [first] : []
  const parts = periods.filter(({ parentId }) => parentId !== null && parentId === first?.id)
  return {
    counts: {
      indicators: indicators.length,
      outlooks: outlooks.length,
      sections: sections.length,
      periods: periods.length,
      openPeriods: open.length,
    },
    plan: {
      sections: namesOf(sections),
      indicators: indicators.map(({ names, unit, byTrade, byForm, kind, frequency, countedIn }) => ({
        names,
        unit: units.get(unit) ?? { zh: unit, en: unit },
        byTrade,
        byForm,
        isReckoned: isReckoned(kind),
        frequency,
        dueIn: (countedIn === 'whole' || parts.length === 0 ? whole : parts).flatMap((period) =>
          dueMonths(frequency, period),
        ),
      })),
      period: first
        ? { names: first.names, months: parts.length > 0 ? [] : periodMonths(first), parts: namesOf(parts) }
        : null,
    },
  }
}

type Records = Pick<
  Counts,
  'places' | 'planningPlaces' | 'organisations' | 'people' | 'appointments' | 'accounts'
>

async function countRecords(ctx: Context): Promise<Records> {
  const { rows } = await sql<Records>`
    select (select count(*)::int from registry.place where level <> ${topLevel}) as places,
      (select count(*)::int from registry.place where tier = 'planning') as "planningPlaces",
      (select count(*)::int from registry.organisation) as organisations,
      (select count(*)::int from registry.person) as people,
      (select count(*)::int from registry.appointment) as appointments,
      (select count(*)::int from access.account where ended_at is null) as accounts`.execute(ctx.db)
  return rows[0]
}

/** The first places of each level. */
async function firstPlaces(ctx: Context): Promise<Map<string, Names[]>> {
  const { rows } = await sql<{ level: string; first: Names[] }>`
    select level, json_agg(names order by nth) as first
    from (select level, names, row_number() over (partition by level order by code) as nth from registry.place) as one
    where nth <= ${mostFirst} group by level`.execute(ctx.db)
  return new Map(rows.map(({ level, first }) => [level, first]))
}
