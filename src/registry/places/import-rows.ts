// Many places at once, as the lists of an administration bring them: the same rules as opening one, in a few statements
// however many. A place that is there already stays as it is: renamings and transfers are recorded on its page.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { spellingKey } from '../../base/spelling.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import {
  ask,
  type Changing,
  type Decision,
  faulty,
  type Judged,
  onceEach,
  refuseRows,
} from '../../platform/imports.ts'
import { noteAll } from '../../platform/journal.ts'
import { type Resting, restingRows } from '../../platform/resting.ts'
import { askInPortions, eachInSlices, mapInSlices, portionsOf, sendPortions } from '../../platform/slices.ts'
import { isNamedSo } from '../imports/names.ts'
import type { CalledPlace } from '../imports/queries.ts'
import { placesCalled, textsAtOnce } from '../imports/queries.ts'
import { codeTaken, notYours, upperFirst } from '../imports/rules.ts'
import { type Level as LevelRow, readLevels } from '../levels/queries.ts'
import { mayStandUnder, mostLevels, type Tier } from '../levels/rules.ts'
import { lockTree } from '../queries.ts'
import { addPaths, refuseOrphans, removePlaces } from './paths.ts'
import { topPlace } from './queries.ts'
import { placeFindings } from './rules.ts'

export type PlaceRow = {
  code: string
  names: Names
  isLatinSaid: boolean
  level: string
  /** The code of the place that it stands under: one that is there or another row; null for the top. */
  parentCode: string | null
  /** Codes of further places that are said to stand above it. */
  aboveCodes: string[]
  fromOn: Day | null
  /** The row of its parent is not among these because something else is wrong with it. */
  isParentPending?: boolean
  /** 'new', or the id of the place of this name that it is. */
  decision: Decision
}

/** `isElsewhere`: taken for a place that stands elsewhere than the file has it, or under such a place. */
type Ended = { id: string; code: string; names: Names; level: string }
type Standing = { id: string; code: string; level: string; path: string[]; isElsewhere?: boolean }

/** What each row would do and what speaks against it. Changes nothing. */
export async function judgePlaces(ctx: Context, rows: readonly PlaceRow[]): Promise<Judged[]> {
  return (await new PlaceJudge(ctx, rows).run()).judged
}

/** The rows held against each other and against the tree as it stands today. */
class PlaceJudge {
  readonly #ctx: Context
  readonly #rows: readonly PlaceRow[]
  readonly #judged: Judged[] = []
  readonly #standing: (Standing | null)[] = []
  readonly #byCode = new Map<string, number>()
  readonly #there = new Map<string, CalledPlace>()
  readonly #ended = new Map<string, Ended>()
  readonly #namesakes = new Map<string, CalledPlace[]>()
  readonly #codeOf = new Map<string, string>()
  #top: Standing | null = null
  #levels: readonly LevelRow[] = []

  constructor(ctx: Context, rows: readonly PlaceRow[]) {
    this.#ctx = ctx
    this.#rows = rows
  }

  /** `standing` says of each row where it would stand; null for what cannot be. */
  async run(): Promise<{ judged: Judged[]; standing: (Standing | null)[] }> {
    await this.#load()
    await mapInSlices(this.#rows, (_, at) => this.#judge(at, []))
    return { judged: await onceEach(this.#judged, '/code'), standing: this.#standing }
  }

  async #load(): Promise<void> {
    const rows = this.#rows
    const { db, today } = this.#ctx
    const texts = new Set<string>()
    await eachInSlices(rows, (row, at) => {
      for (const text of [row.code, row.parentCode, row.names.zh, ...row.aboveCodes])
        if (text !== null) texts.add(text)
      this.#byCode.set(row.code, at)
    })
    const found = await askInPortions([...texts], (some) => placesCalled(db, some, today), textsAtOnce)
    await eachInSlices(found, (place) => {
      this.#there.set(place.code, place)
      this.#codeOf.set(place.id, place.code)
      for (const key of new Set([place.names.zh, place.names.en].map(spellingKey))) {
        const called = this.#namesakes.get(key)
        if (called) called.push(place)
        else this.#namesakes.set(key, [place])
      }
    })
    await sendPortions(rows, async (some) => {
      const known = await sql<Ended>`
        select id, code, names, level from registry.place where code = any(${some.map((row) => row.code)})`.execute(
        db,
      )
      for (const place of known.rows) if (!this.#there.has(place.code)) this.#ended.set(place.code, place)
    })
    this.#levels = await readLevels(db)
    const top = await topPlace(db)
    this.#top = top ? { ...top, path: [top.id] } : null
  }

  #judge(at: number, below: readonly number[]): void {
    if (this.#judged[at]) return
    const row = this.#rows[at]
    const parentAt = row.parentCode === null ? undefined : this.#byCode.get(row.parentCode)
    if (parentAt !== undefined && (parentAt === at || below.includes(parentAt))) {
      const why = msg('These places stand under each other in a circle.')
      this.#judged[at] = faulty([finding('/parentCode', 'circle', why)])
      this.#standing[at] = null
      return
    }
    // A longer path than there are levels can't be right, and is not followed for ever.
    if (parentAt !== undefined && below.length < mostLevels) this.#judge(parentAt, [...below, at])
    // What stands above may have come round to this row.
    if (this.#judged[at]) return
    const [judged, standing] = this.#verdict(row, this.#parentOf(row, parentAt), parentAt)
    this.#judged[at] = judged
    this.#standing[at] = standing
  }

  #parentOf(row: PlaceRow, parentAt: number | undefined): Standing | null {
    if (parentAt !== undefined) return this.#standing[parentAt]
    if (row.parentCode === null) return this.#top
    return this.#there.get(row.parentCode) ?? null
  }

  #verdict(row: PlaceRow, parent: Standing | null, parentAt: number | undefined): [Judged, Standing | null] {
    if (row.level === this.#levels[0].code) return this.#topVerdict(row)
    const findings: Finding[] = []
    const ended = this.#ended.get(row.code)
    // A list of what was there once names it as it was; anything else under its code is another place.
    if (ended && ended.level === row.level && isNamedSo(row.names, ended.names))
      return [{ state: 'same', id: ended.id, findings: [], candidates: [] }, null]
    if (ended) findings.push(codeTaken())
    if (!parent && parentAt === undefined && !row.isParentPending)
      findings.push(
        finding(
          '/parentCode',
          'unknown',
          msg('There is no place with this code, nor such a row in the file.'),
        ),
      )
    // Of a row whose parent's row is wrong only that is said: it stands or falls with it.
    findings.push(
      ...placeFindings(
        row,
        mayStandUnder(this.#levels, row.level, parent?.level ?? this.#levels[0].code),
      ).map((one) => (one.pointer === '/parentPlaceId' ? { ...one, pointer: '/level' } : one)),
    )
    // A list of one's own places names the one above them too; that changes nothing there.
    const there = this.#there.get(row.code)
    if (parent && ![parent, there].some((one) => one && may(this.#ctx.actor, 'place.change', one.path)))
      findings.push(notYours('/parentCode'))
    if (parent && !parent.isElsewhere) findings.push(...this.#aboveFindings(row, parent))
    if (findings.length > 0) return [faulty(findings), null]
    return this.#matched(row, parent)
  }

  #tierOf(code: string): Tier | undefined {
    return this.#levels.find((level) => level.code === code)?.tier
  }

  /** A whole country's list begins with the country: there is one place above all, and no file makes another. */
  #topVerdict(row: PlaceRow): [Judged, Standing | null] {
    const top = this.#there.get(row.code)
    if (top && top.id === this.#top?.id) return this.#compared(row, top, null)
    const why = msg('Everything stands under one place, which is there already under another code.')
    return [faulty([finding('/code', 'top', why)]), null]
  }

  #aboveFindings(row: PlaceRow, parent: Standing): Finding[] {
    const above = new Set(parent.path.map((id) => this.#codeOf.get(id)))
    const rowOf = (code: string) => this.#byCode.get(code)
    return row.aboveCodes
      .filter((code) => {
        const at = rowOf(code)
        const standing = at === undefined ? undefined : this.#standing[at]
        return !above.has(code) && !(standing && parent.path.includes(standing.id))
      })
      .map((code) =>
        finding('/parentCode', 'contradiction', msg('The place above it does not lie in {code}.'), { code }),
      )
  }

  #matched(row: PlaceRow, parent: Standing | null): [Judged, Standing | null] {
    const place = this.#there.get(row.code)
    if (place) return this.#compared(row, place, parent)
    const others = (this.#namesakes.get(spellingKey(row.names.zh)) ?? []).filter(
      (one) => one.level === row.level && !this.#byCode.has(one.code),
    )
    // Two places of one name and level under the same parent would be doubles.
    const sibling = others.find((one) => one.path.at(-2) === parent?.id)
    const chosen = sibling ?? others.find((one) => one.id === row.decision)
    if (chosen) {
      const standing = { ...chosen, isElsewhere: chosen !== sibling || parent?.isElsewhere }
      return [{ state: 'same', id: chosen.id, findings: [], candidates: [] }, standing]
    }
    const near = others.filter(
      (one) => this.#tierOf(row.level) !== 'below' && parent && one.path[1] && one.path[1] === parent.path[1],
    )
    if (near.length > 0 && row.decision !== 'new') {
      const why = msg('A place of this name and level is there already elsewhere: perhaps the same place.')
      return [ask(finding('/names/zh', 'namesake', why), near), null]
    }
    const id = newId()
    const path = [...(parent?.path ?? []), id]
    const standing = { id, code: row.code, level: row.level, path, isElsewhere: parent?.isElsewhere }
    this.#codeOf.set(id, row.code)
    return [{ state: 'new', id, findings: [], candidates: [] }, parent && standing]
  }

  #compared(row: PlaceRow, place: CalledPlace, parent: Standing | null): [Judged, Standing | null] {
    const findings: Finding[] = []
    const isNamed = isNamedSo(row.names, place.names)
    if (!isNamed || (row.isLatinSaid && row.names.en !== place.names.en)) {
      const why = msg('The place with this code is called {name}. A new name is recorded on its page.')
      const pointer = isNamed ? '/names/en' : '/names/zh'
      findings.push(finding(pointer, 'renamed', why, { name: place.names }))
    }
    if (row.level !== place.level)
      findings.push(finding('/level', 'level', msg('The place with this code is recorded at another level.')))
    if (parent && place.path.at(-2) !== parent.id)
      findings.push(
        finding(
          '/parentCode',
          'moved',
          msg('The place with this code stands elsewhere. A transfer is recorded on its page.'),
        ),
      )
    if (findings.length > 0) return [faulty(findings), null]
    return [{ state: 'same', id: place.id, findings: [], candidates: [] }, place]
  }
}

/**
 * Opens all of them or refuses with every row that is wrong. Asks nobody: each row is judged by what its writer may do
 * there.
 */
export async function savePlaces(
  ctx: Context,
  rows: readonly PlaceRow[],
  changing?: Changing,
): Promise<Judged[]> {
  await lockTree(ctx.db)
  await readLevels(ctx.db, 'held')
  const { judged, standing } = await new PlaceJudge(ctx, rows).run()
  refuseRows(judged)
  await changing?.(judged)
  const all = await mapInSlices(rows, (row, at) => {
    const path = standing[at]?.path ?? []
    return { ...row, ...judged[at], path, parentId: path[path.length - 2] }
  })
  const opened = upperFirst(
    all.filter((row) => row.state === 'new'),
    ({ path }) => path.length,
  )
  await sendPortions(opened, (some) => insertOpened(ctx, some))
  await addPaths(ctx.db, opened)
  for (const some of portionsOf(opened))
    await refuseOrphans(
      ctx,
      some.map((row) => row.id),
      '',
    )
  const entries = await mapInSlices(opened, (row) => ({
    verb: 'place.opened',
    kind: 'place',
    id: row.id,
    placeId: row.id,
    detail: { code: row.code },
  }))
  await noteAll(ctx, entries)
  return judged
}

async function insertOpened(ctx: Context, opened: readonly (PlaceRow & { id: string; parentId: string })[]) {
  const rows = opened.map(({ id, code, names, level, fromOn, parentId }) => ({
    id,
    code,
    names,
    level,
    fromOn,
    parentId,
  }))
  await sql`
    with r as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, code text, names jsonb, level text, "fromOn" date, "parentId" uuid)
    ),
    opened as (
      insert into registry.place (id, code, names, level, tier, from_on)
      select r.id, r.code, r.names, r.level, level.tier, r."fromOn" from r join registry.level on level.code = r.level
    )
    insert into registry.place_parent (place_id, parent_id, from_on)
    select r.id, r."parentId", coalesce(r."fromOn", '-infinity') from r`.execute(ctx.db)
}

/** Asks nobody: whoever takes the file back has asked. */
export async function changePlacesBack({ db }: Context, changes: RawBuilder<unknown>): Promise<void> {
  const made = sql`select c.id from (${changes}) as c`
  await sql`delete from registry.place_parent where place_id in (${made})`.execute(db)
  await removePlaces(db, made)
}

/** Events of these places that were not taken back; each is called by its place. */
export const eventsOn = (db: Db, changes: RawBuilder<unknown>): Promise<Resting[]> => {
  const ids = sql`select c.id from (${changes}) as c`
  return restingRows(
    db,
    msg('Later changes of these places'),
    sql`select place.names, '/places/' || place.id as href from registry.place_event as e
      join registry.place on place.id = e.place_id
      where e.taken_back_at is null and (e.place_id in (${ids}) or e.other_place_id in (${ids}) or exists (
        select 1 from jsonb_array_elements_text(e.kept->'changed') as one where one::uuid in (${ids})))
      order by e.id`,
  )
}
