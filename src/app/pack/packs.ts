// Packs and the set-up of a programme through the front door: what comes with Hezuo, what would come in, bringing it
// in, and this office's own words as a file.
import { sql } from 'kysely'
import type { Context, Serve } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import { finding, notFound, Problem, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { ownProgramme, programmeWords } from '../../convene/programmes/queries.ts'
import { mustBeUnsealed } from '../../examine/queries.ts'
import { listIndicators } from '../../plan/indicators/queries.ts'
import { listPeriods } from '../../plan/periods/queries.ts'
import { listUnits } from '../../plan/units/queries.ts'
import { note } from '../../platform/journal.ts'
import { listGates } from '../../registry/gates/queries.ts'
import { sayLevels, topLevel } from '../../registry/levels/queries.ts'
import { listForms, listPosts, listTrades, mayChangeLists } from '../../registry/lists/queries.ts'
import { offered } from '../../registry/lists/rules.ts'
import { getPlace, pathOf, placeNames, topPlace } from '../../registry/places/queries.ts'
import * as calls from './contract.ts'
import type { Pack } from './format.ts'
import { packText } from './format.ts'
import { addPack, importPack } from './load.ts'
import { packOf, readOffice } from './office.ts'
import { FaultyPack, isOnShelf, packsOnShelf, parsePack, readPack } from './shelf.ts'

type Source = { code: string | null; text: string | null; placeId: string | null }

export function routes(serve: Serve): void {
  serve(calls.listPacks, async (ctx) => {
    const mayLoad = await mayChangeLists(ctx)
    return { packs: mayLoad ? packsOnShelf().map(summary) : [], mayLoad }
  })
  serve(calls.previewPack, async (ctx, { body }) => {
    await mustLists(ctx)
    const pack = await packFrom(ctx, body)
    return { names: pack.names, about: pack.about, entries: await previewed(ctx, pack, body.placeId) }
  })
  serve(calls.addPack, async (ctx, { body }, reply) => {
    reply.afterCommit(() => sayLevels(reply.outside))
    const top = await mustLists(ctx)
    const pack = await packFrom(ctx, body)
    const entries = await importPack(ctx, pack, body.placeId)
    const added = entries.filter(({ state }) => state === 'new').length
    await note(ctx, {
      verb: 'pack.loaded',
      kind: 'instance',
      id: top.id,
      placeId: top.id,
      detail: { pack: pack.code, added },
    })
    return { entries }
  })
  serve(calls.exportPack, async (ctx, _, reply) => {
    await mustLists(ctx)
    const office = await readOffice(ctx)
    if (office.programme) await mustBeUnsealed(ctx, office.programme.id)
    const pack = office.programme ? (await programmeWords(ctx, office.programme.id)).pack : 'own'
    reply.file(`${pack}.hezuo-pack.json`, 'application/json; charset=utf-8')
    return packText(packOf(office, pack))
  })
  serve(calls.setUpPage, readSetUp)
}

const summary = (code: string) => {
  const pack = readPack(code)
  return {
    code,
    names: pack.names,
    about: pack.about,
    counts: calls.sections.flatMap((section) => {
      const n = pack[section]?.length ?? 0
      return n > 0 ? [{ section, n }] : []
    }),
  }
}

async function mustLists(ctx: Context) {
  const top = await topPlace(ctx.db)
  if (!top || !may(ctx.actor, 'list.change', [top.id])) throw new Problem('not-permitted')
  return top
}

async function packFrom(ctx: Context, { code, text, placeId }: Source): Promise<Pack> {
  if (placeId) await getPlace(ctx.db, placeId)
  if (text === null) {
    if (code === null || !isOnShelf(code)) throw notFound()
    return readPack(code)
  }
  try {
    return parsePack(text)
  } catch (error) {
    if (!(error instanceof FaultyPack)) throw error
    const findings = error.faults.map(({ pointer, reason }) =>
      finding('/text', 'faulty', msg('At {pointer}: {reason}.'), { pointer, reason }),
    )
    refuseIf(findings)
    throw error
  }
}

/** Loads as if it were meant and takes everything back: what is shown is what would happen. */
async function previewed(ctx: Context, pack: Pack, placeId: string | null) {
  await sql`savepoint pack_preview`.execute(ctx.db)
  const entries = await addPack(ctx, pack, placeId)
  await sql`rollback to savepoint pack_preview`.execute(ctx.db)
  return entries
}

async function readSetUp(ctx: Context) {
  const programme = await ownProgramme(ctx)
  const forms = offered(await listForms(ctx.db))
  const indicators = offered(await listIndicators(ctx)).filter((one) => one.programmeId === programme?.id)
  const { rows } = await sql<
    Record<'places' | 'counties' | 'organisations' | 'people' | 'appointments' | 'accounts', number>
  >`
    select (select count(*)::int from registry.place where level <> ${topLevel}) as places,
      (select count(*)::int from registry.place where tier = 'planning') as counties,
      (select count(*)::int from registry.organisation) as organisations,
      (select count(*)::int from registry.person) as people,
      (select count(*)::int from registry.appointment) as appointments,
      (select count(*)::int from access.account where ended_at is null) as accounts`.execute(ctx.db)
  const names = programme ? await placeNames(ctx.db, [programme.placeId]) : null
  return {
    programme: programme && {
      id: programme.id,
      names: programme.names,
      lead: programme.lead,
      yearFrom: programme.yearFrom,
      dueDay: programme.dueDay,
      place: names?.get(programme.placeId) ?? { zh: '', en: '' },
    },
    counts: {
      ...rows[0],
      trades: offered(await listTrades(ctx.db)).length,
      forms: forms.length,
      countedForms: forms.filter((form) => form.counted).length,
      posts: offered(await listPosts(ctx.db)).length,
      gates: offered(await listGates(ctx.db)).length,
      units: offered(await listUnits(ctx.db)).length,
      indicators: indicators.length,
      periods: (await listPeriods(ctx)).length,
    },
    mayLists: await mayChangeLists(ctx),
    mayProgramme: programme
      ? may(ctx.actor, 'period.change', await pathOf(ctx.db, programme.placeId, ctx.today))
      : scopes(ctx.actor, 'class.change').length > 0,
    pack: programme ? (await programmeWords(ctx, programme.id)).pack : null,
  }
}
