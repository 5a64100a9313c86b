// Finds what a cell names: a place, a unit, a person by its name or code. What is not found, or can be several, is
// marked, with what was perhaps meant. Only what the actor may see is ever found or offered.
import type { Context } from '../../access/context.ts'
import { scopes, type Verb } from '../../access/rules.ts'
import { msg, type Names } from '../../base/words.ts'
import {
  type CalledPerson,
  type CalledPlace,
  type CalledUnit,
  peopleCalled,
  placesCalled,
  placesOn,
  unitsCalled,
} from '../../registry/imports/queries.ts'
import type { Candidate } from '../../registry/imports/rules.ts'
import { nearest } from '../../registry/near/rules.ts'
import { type Mark, mark } from './cells.ts'
import type { Suggestion } from './rules.ts'

export type Finder<T> = {
  /** The one that the text names; of several, the only one that `isMeant` holds for. */
  find(column: string, text: string, isMeant?: (one: T) => boolean): { found: T } | { mark: Mark }
}

type Source<T> = {
  texts: readonly (string | null)[]
  called(texts: string[]): Promise<T[]>
  all(): Promise<T[]>
  isNearer?(one: T): boolean
  /** What else it is called. */
  aliases?(one: T): string[]
  unknown: string
  several: string
}

/** So many different names are looked for nearby; a file with more is not a matter of single cells. */
const mostNear = 100

async function finderOf<T extends Candidate>(source: Source<T>): Promise<Finder<T>> {
  const texts = [...new Set(source.texts.filter((text) => text !== null))]
  const known = new Map<string, T[]>()
  const keep = (text: string, one: T) => {
    const before = known.get(text) ?? []
    if (!before.includes(one)) known.set(text, [...before, one])
  }
  for (const one of texts.length > 0 ? await source.called(texts) : []) {
    keep(one.names.zh, one)
    keep(one.names.en.toLowerCase(), one)
    keep(one.code, one)
    for (const alias of source.aliases?.(one) ?? []) keep(alias, one)
  }
  const found = (text: string) => known.get(text) ?? known.get(text.toLowerCase()) ?? []
  const unknown = texts.filter((text) => found(text).length === 0)
  const all = unknown.length > 0 ? await source.all() : []
  const near = new Map(
    unknown.slice(0, mostNear).map((text) => [text, nearest(text, all, source.isNearer)] as const),
  )
  return {
    find(column, text, isMeant) {
      const all = found(text)
      const some = all.length > 1 && isMeant ? all.filter(isMeant) : all
      if (some.length === 1) return { found: some[0] }
      if (all.length > 1)
        return { mark: mark(column, 'several', source.several, suggested(all.slice(0, 6), true)) }
      return { mark: mark(column, 'unknown', source.unknown, suggested(near.get(text) ?? [])) }
    },
  }
}

/** By name where the name says it all, else by code. */
function suggested(all: readonly Candidate[], isByCode = false): Suggestion[] {
  return all.map(({ names, code, note }) => {
    const isAlone = all.filter((other) => other.names.zh === names.zh).length === 1
    return { value: isByCode || !isAlone ? code : names.zh, names, note }
  })
}

/** `verb`: among places of one name, that one is meant where the actor may do this. */
export async function placeFinder(
  ctx: Context,
  verb: Verb,
  texts: readonly (string | null)[],
): Promise<Finder<CalledPlace>> {
  const own = new Set(scopes(ctx.actor, verb))
  const isOwn = (place: CalledPlace) => place.line.some((id) => own.has(id))
  const finder = await finderOf<CalledPlace>({
    texts,
    called: (some) => placesCalled(ctx.db, some, ctx.today),
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
    called: (some) => unitsCalled(ctx, some),
    all: () => unitsCalled(ctx),
    unknown: msg('There is no unit of this name or code that you may see.'),
    several: msg('There are several units of this name. Choose one, or write its code.'),
  })

export const personFinder = (
  ctx: Context,
  texts: readonly (string | null)[],
): Promise<Finder<CalledPerson>> =>
  finderOf({
    texts,
    called: (some) => peopleCalled(ctx, some),
    all: () => peopleCalled(ctx),
    unknown: msg('There is nobody of this name or code that you may see.'),
    several: msg('There are several people of this name. Choose one, or write the code.'),
  })

type Entry = { id: string; code: string; names: Names; plural?: Names }

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
    aliases: ({ plural }) => (plural ? [plural.zh, plural.en.toLowerCase()] : []),
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
