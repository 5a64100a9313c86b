// Packs and the set-up of a programme through the front door: what comes with Hezuo, what would come in, bringing it
// in, and this office's own words as a file.
import { sql } from 'kysely'
import type { Context, Serve } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import { finding, notFound, Problem, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { ownProgramme, programmeWords } from '../../convene/programmes/queries.ts'
import { mustBeUnsealed } from '../../examine/queries.ts'
import { note } from '../../platform/journal.ts'
import { sayLevels } from '../../registry/levels/queries.ts'
import { mayChangeLists } from '../../registry/lists/queries.ts'
import { getPlace, placeNames, topPlace } from '../../registry/places/queries.ts'
import { maySetUp } from '../set-up/set-up.ts'
import * as calls from './contract.ts'
import type { Pack } from './format.ts'
import { packText } from './format.ts'
import { addPack, type How, importPack, type Outcome, type State } from './load.ts'
import { packOf, readOffice } from './office.ts'
import { FaultyPack, isOnShelf, packsOnShelf, parsePack, readPack } from './shelf.ts'

type Source = How & { code: string | null; text: string | null }

export function routes(serve: Serve): void {
  serve(calls.listPacks, async (ctx) => {
    const mayLoad = await mayChangeLists(ctx)
    return { packs: mayLoad ? packsOnShelf().map(summary) : [], mayLoad }
  })
  serve(calls.previewPack, async (ctx, { body }) => {
    await mustLists(ctx)
    const pack = await packFrom(ctx, body)
    return { names: pack.names, about: pack.about, entries: await previewed(ctx, pack, body) }
  })
  serve(calls.addPack, async (ctx, { body }, reply) => {
    reply.afterCommit(() => sayLevels(reply.outside))
    const top = await mustLists(ctx)
    const pack = await packFrom(ctx, body)
    const entries = await importPack(ctx, pack, body)
    const [added, taken] = [stateCount(entries, 'new'), stateCount(entries, 'taken')]
    await note(ctx, {
      verb: 'pack.loaded',
      kind: 'instance',
      id: top.id,
      placeId: top.id,
      detail: { pack: pack.code, added, taken },
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

const stateCount = (entries: readonly Outcome[], state: State): number =>
  entries.filter((one) => one.state === state).length

const summary = (code: string) => {
  const pack = readPack(code)
  return {
    code,
    names: pack.names,
    about: pack.about,
    counts: calls.sections.flatMap((section) => {
      const of = pack[section]
      const n = Array.isArray(of) ? of.length : of ? 1 : 0
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
async function previewed(ctx: Context, pack: Pack, source: Source) {
  await sql`savepoint pack_preview`.execute(ctx.db)
  const entries = await addPack(ctx, pack, source)
  await sql`rollback to savepoint pack_preview`.execute(ctx.db)
  return entries
}

async function readSetUp(ctx: Context) {
  const programme = await ownProgramme(ctx)
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
    mayLists: await mayChangeLists(ctx),
    mayProgramme: await maySetUp(ctx, programme),
  }
}
