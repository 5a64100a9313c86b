// What rows that come in from elsewhere name: a place, a unit, a person by name or code. What is not found, or can be
// several, is marked, with what was perhaps meant. Places and lists are public; of units and people only what the actor
// may see is ever found or offered.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { scopes, type Verb } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { spellingKey } from '../../base/spelling.ts'
import { msg, type Names } from '../../base/words.ts'
import { type Db, plannedAnew } from '../../platform/database.ts'
import { type Candidate, type Mark, mark, type Suggestion, type ValueRow } from '../../platform/imports.ts'
import { askInPortions, eachInSlices } from '../../platform/slices.ts'
import type { Far } from '../near/rules.ts'
import { personVisible } from '../people/queries.ts'
import { getPinyin } from '../pinyin/queries.ts'
import { standsOn } from '../places/queries.ts'
import { within } from '../queries.ts'

/** The path of each place on the day; a place that did not exist then is left out. */
export async function pathsOn(db: Db, placeIds: readonly string[], day: Day): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ placeId: string; path: string[] }>`
    select place_id as "placeId", line as path from registry.place_path
    where place_id = any(${[...new Set(placeIds)]}::uuid[]) and from_on <= ${day}::date and to_on > ${day}::date`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.placeId, row.path]))
}

/** Those of the texts that are ids: our own exports name things by them. */
const idsIn = (texts: readonly string[]): string[] =>
  texts.filter((text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))

export type CalledPlace = Candidate & { level: string; path: string[] }

const placeColumns = sql`place.id, place.code, place.names, place.level, path.line as path, above.names as note
  from registry.place_path as path join registry.place on place.id = path.place_id
  left join registry.place as above on above.id = path.line[cardinality(path.line) - 1]`

/** The places that any of the texts is the code or a name of, on the day: all of them, or the first. */
export async function placesCalled(
  db: Db,
  texts: readonly string[],
  day: Day,
  most?: number,
): Promise<CalledPlace[]> {
  const wanted = [...texts]
  const { rows } = await sql<CalledPlace>`${plannedAnew}
    select ${placeColumns} where path.from_on <= ${day}::date and path.to_on > ${day}::date and ${standsOn(day)}
      and (place.id = any(${idsIn(wanted)}::uuid[]) or place.names->>'zh' = any(${wanted}) or place.code = any(${wanted.map((text) => text.toLowerCase())})
        or lower(place.names->>'en') = any(${wanted.map((text) => text.toLowerCase())}))
    order by cardinality(path.line), place.code limit ${most ?? null}`.execute(db)
  return rows
}

/** All places on the day: to be looked through for a name that is nearly right. */
async function placesOn(db: Db, day: Day): Promise<CalledPlace[]> {
  const { rows } = await sql<CalledPlace>`
    select ${placeColumns} where path.from_on <= ${day}::date and path.to_on > ${day}::date and ${standsOn(day)}
    order by cardinality(path.line), place.code limit 100000`.execute(db)
  return rows
}

export type CalledUnit = Candidate & { placeId: string }

/** So many are looked through for a name that is nearly right. */
const mostLookedThrough = 20_000

/**
 * The first by code of the units that the actor may see and that any of the texts is the code or a name of; of all of
 * them without texts.
 */
async function unitsCalled(ctx: Context, most: number, texts?: readonly string[]): Promise<CalledUnit[]> {
  const lower = texts?.map((text) => text.toLowerCase())
  const { rows } = await sql<CalledUnit>`${plannedAnew}
    select o.id, o.code, o.names, o.place_id as "placeId", place.names as note
    from registry.organisation as o join registry.place on place.id = o.place_id
    where o.kept_as is null and ${within(scopes(ctx.actor, 'organisation.read'), 'o.place_id', ctx.today)}
      and ${texts ? sql`(o.id = any(${idsIn(texts)}::uuid[]) or o.names->>'zh' = any(${[...texts]}) or o.code = any(${lower}) or lower(o.names->>'en') = any(${lower}))` : sql`true`}
    order by o.code limit ${most}`.execute(ctx.db)
  return rows
}

type CalledPerson = Candidate & { placeId: string }

/** As `unitsCalled`, of people. */
async function peopleCalled(ctx: Context, most: number, texts?: readonly string[]): Promise<CalledPerson[]> {
  const lower = texts?.map((text) => text.toLowerCase())
  const { rows } = await sql<CalledPerson>`${plannedAnew}
    select p.id, p.code, p.names, p.place_id as "placeId", place.names as note
    from registry.person as p join registry.place on place.id = p.place_id
    where ${personVisible(ctx)}
      and ${texts ? sql`(p.id = any(${idsIn(texts)}::uuid[]) or p.names->>'zh' = any(${[...texts]}) or p.code = any(${lower}) or lower(p.names->>'en') = any(${lower}))` : sql`true`}
    order by p.code limit ${most}`.execute(ctx.db)
  return rows
}

export type Finder<T> = {
  /** The one that the text names; of several, the only one that `isMeant` holds for. */
  find(column: string, text: string, isMeant?: (one: T) => boolean): { found: T } | { mark: Mark }
}

/**
 * What is wrong with a text by which something was looked for. Which of several is meant is asked only where what tells
 * them apart is known: `isTold`.
 */
export const marksOf = (found: { found: unknown } | { mark: Mark } | null, isTold = true): Mark[] =>
  found && 'mark' in found && (isTold || found.mark.code !== 'several') ? [found.mark] : []

type Source<T> = {
  texts: readonly (string | null)[]
  called(texts: string[], most: number): Promise<T[]>
  all(): Promise<T[]>
  isNearer?(one: T): boolean
  /** What else it is called. */
  aliases?(one: T): string[]
  unknown: string
  several: string
}

/** So many different names are looked for nearby; a file with more is not a matter of single cells. */
const mostNear = 100

/** A cell is read with brackets as wide as letters; names keep them as wide as Chinese signs. */
const asKept = (text: string): string[] => {
  const wide = text.replaceAll('(', '（').replaceAll(')', '）')
  return wide === text ? [text] : [text, wide]
}

/** So many texts are looked for at once: the database goes through all that there is for each portion. */
export const textsAtOnce = 5000

/** So many are read at once. */
const mostCalled = 100_000

/**
 * What the texts call. A list that may have been cut is asked for anew, a half of the texts at a time; what a text
 * still calls alone when it may have been cut stays so, and the text comes among the `crowded`.
 */
async function askWhole<T>(
  texts: string[],
  called: (texts: string[], most: number) => Promise<T[]>,
  crowded: Set<string>,
  most: number,
): Promise<T[]> {
  const found = await called(texts, most)
  if (found.length < most) return found
  if (texts.length === 1) {
    crowded.add(texts[0])
    return found
  }
  const half = Math.ceil(texts.length / 2)
  const first = await askWhole(texts.slice(0, half), called, crowded, most)
  return first.concat(await askWhole(texts.slice(half), called, crowded, most))
}

export async function finderOf<T extends Candidate>(
  source: Source<T>,
  most = mostCalled,
): Promise<Finder<T>> {
  const distinct = new Set<string>()
  await eachInSlices(source.texts, (text) => void (text !== null && distinct.add(text)))
  const texts = [...distinct]
  const known = new Map<string, T[]>()
  // What is kept of one comes before the next: it is there already only where it is the last.
  const keep = (text: string, one: T) => {
    const before = known.get(text)
    if (!before) known.set(text, [one])
    else if (before.at(-1) !== one) before.push(one)
  }
  const crowded = new Set<string>()
  const calledBy = (some: string[], most: number) => source.called(some.flatMap(asKept), most)
  const called = await askInPortions(texts, (some) => askWhole(some, calledBy, crowded, most), textsAtOnce)
  // What is found by a text is found by all that are spelled alike.
  const crowdedKeys = new Set([...crowded].flatMap((text) => [text.toLowerCase(), spellingKey(text)]))
  await eachInSlices(called, (one) => {
    keep(spellingKey(one.names.zh), one)
    keep(spellingKey(one.names.en), one)
    keep(one.code, one)
    keep(one.id, one)
    for (const alias of source.aliases?.(one) ?? []) keep(spellingKey(alias), one)
  })
  const found = (text: string) => known.get(text.toLowerCase()) ?? known.get(spellingKey(text)) ?? []
  const unknown: string[] = []
  await eachInSlices(texts, (text) => void (found(text).length === 0 && unknown.push(text)))
  const near = await nearTo(unknown.slice(0, mostNear), source)
  return {
    find(column, text, isMeant) {
      const all = found(text)
      const some = all.length > 1 && isMeant ? all.filter(isMeant) : all
      // Of very many only some were read: the only one among these need not be the only one.
      const isCrowded = crowdedKeys.has(text.toLowerCase()) || crowdedKeys.has(spellingKey(text))
      if (some.length === 1 && !isCrowded) return { found: some[0] }
      if (all.length > 1)
        return { mark: mark(column, 'several', source.several, suggestedByCode(all.slice(0, 6))) }
      return { mark: mark(column, 'unknown', source.unknown, suggested(near.get(text) ?? [])) }
    },
  }
}

/** For each text what comes nearest to it; a country has many that it is held against. */
async function nearTo<T extends Candidate>(
  texts: readonly string[],
  { all, isNearer }: Source<T>,
): Promise<Map<string, T[]>> {
  const near = new Map<string, T[]>()
  if (texts.length === 0) return near
  await getPinyin()
  const { farFrom, nearestOf } = await import('../near/rules.ts')
  const known = await all()
  for (const text of texts) {
    const far = farFrom(text, isNearer)
    const found: Far<T>[] = []
    await eachInSlices(known, (one) => {
      const how = far(one)
      if (how) found.push(how)
    })
    near.set(text, nearestOf(found))
  }
  return near
}

/** By name where the name says it all, else by code. */
const suggested = (all: readonly Candidate[]): Suggestion[] =>
  all.map(({ names, code, note }) => {
    const isAlone = all.filter((other) => other.names.zh === names.zh).length === 1
    return { value: isAlone ? names.zh : code, names, note }
  })

const suggestedByCode = (all: readonly Candidate[]): Suggestion[] =>
  all.map(({ names, code, note }) => ({ value: code, names, note }))

/** `verb`: among places of one name, that one is meant where the actor may do this. */
export async function placeFinder(
  ctx: Context,
  verb: Verb,
  texts: readonly (string | null)[],
): Promise<Finder<CalledPlace>> {
  const own = new Set(scopes(ctx.actor, verb))
  const isOwn = (place: CalledPlace) => place.path.some((id) => own.has(id))
  const finder = await finderOf<CalledPlace>({
    texts,
    called: (some, most) => placesCalled(ctx.db, some, ctx.today, most),
    all: () => placesOn(ctx.db, ctx.today),
    isNearer: isOwn,
    unknown: msg('There is no place of this name or code.'),
    several: msg('There are several places of this name. Choose one, or write its code.'),
  })
  return { find: (column, text, isMeant) => finder.find(column, text, isMeant ?? isOwn) }
}

export const unitFinder = (ctx: Context, texts: readonly (string | null)[]): Promise<Finder<CalledUnit>> =>
  finderOf({
    texts,
    called: (some, most) => unitsCalled(ctx, most, some),
    all: () => unitsCalled(ctx, mostLookedThrough),
    unknown: msg('There is no unit of this name or code that you may see.'),
    several: msg('There are several units of this name. Choose one, or write its code.'),
  })

const personFinder = (ctx: Context, texts: readonly (string | null)[]): Promise<Finder<CalledPerson>> =>
  finderOf({
    texts,
    called: (some, most) => peopleCalled(ctx, most, some),
    all: () => peopleCalled(ctx, mostLookedThrough),
    unknown: msg('There is nobody of this name or code that you may see.'),
    several: msg('There are several people of this name. Choose one, or write the code.'),
  })

/**
 * Finds which unit a row means by the columns of place and organisation, and whom by the person's code or name. The
 * place that the row names decides between several of one name, units and people alike; where it names none, between
 * people that of the unit. Of several people none is taken who does not belong to just that place: then the row asks.
 */
export async function unitAndPersonFinder(ctx: Context, verb: Verb, rows: readonly ValueRow[]) {
  const texts = (key: string) => rows.map((row) => row.values[key] ?? null)
  const places = await placeFinder(ctx, verb, texts('place'))
  const units = await unitFinder(ctx, texts('organisation'))
  const people = await personFinder(
    ctx,
    rows.map(({ values }) => values.personCode ?? values.person ?? null),
  )
  return ({ values, wrong }: ValueRow) => {
    const who = values.personCode ?? values.person
    const { organisation: unitName, place: placeName } = values
    const place = placeName ? places.find('place', placeName) : null
    const placeId = place && 'found' in place ? place.found.id : null
    const unit = unitName ? units.find('organisation', unitName, (one) => one.placeId === placeId) : null
    const there = placeId ?? (unit && 'found' in unit ? unit.found.placeId : null)
    const column = values.personCode ? 'personCode' : 'person'
    const person = who ? people.find(column, who, (one) => one.placeId === there) : null
    const isPlaceTold = marksOf(place).length === 0 && !wrong.includes('place')
    const isThereTold = isPlaceTold && marksOf(unit).length === 0 && !wrong.includes('organisation')
    return {
      unit: unit && 'found' in unit ? unit.found : null,
      person: person && 'found' in person ? person.found : null,
      marks: [
        ...marksOf(place),
        ...marksOf(unit, isPlaceTold),
        ...marksOf(person, there !== null || isThereTold),
      ],
    }
  }
}

type Entry = { id: string; code: string; names: Names; plural?: Names; also?: readonly string[] }

/** For the short lists, which are there as a whole: what is not found can be any of a few. */
export async function listFinder(
  all: readonly Entry[],
  texts: readonly (string | null)[],
  unknown: string,
): Promise<Finder<Candidate>> {
  const entries = all.map((one) => ({ ...one, note: null }))
  const finder = await finderOf<Candidate & Entry>({
    texts,
    called: async () => entries,
    all: async () => entries,
    aliases: ({ plural, also = [] }) => [
      ...(plural ? [plural.zh, plural.en.toLowerCase()] : []),
      ...also.map((word) => word.toLowerCase()),
    ],
    unknown,
    several: msg('There are several of this name. Choose one, or write its code.'),
  })
  return {
    find(column, text, isMeant) {
      const found = finder.find(column, text, isMeant)
      if ('found' in found || found.mark.suggestions.length > 0) return found
      return { mark: { ...found.mark, suggestions: suggested(entries.slice(0, 10)) } }
    },
  }
}
