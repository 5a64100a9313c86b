// How a kind of file that is brought in is described: its columns, how a row is understood, and the rules of its own
// room behind it. Each room describes its own; src/exchange/import/ reads the files.
import type { RawBuilder } from 'kysely'
import { type Finding, finding, Problem } from '../base/problems.ts'
import { msg, type Names, type Params } from '../base/words.ts'
import type { Db } from './database.ts'
import type { Context } from './http.ts'
import type { Whose } from './naming.ts'
import type { Resting } from './resting.ts'
import { eachInSlices, mapInSlices } from './slices.ts'

/**
 * Another value for a cell that would be right; where it stands for a record, how that is called and what it is in;
 * where it stands for a word of a list, that word in English, translated where it is shown.
 */
export type Suggestion = { value: string; names?: Names; note?: Names | null; word?: string }

/** What is wrong with one cell; `text` is English with {params}, translated at the edge. */
export type Mark = {
  column: string
  code: string
  text: string
  params?: Params
  suggestions: Suggestion[]
}

export const mark = (
  column: string,
  code: string,
  text: string,
  suggestions: Suggestion[] = [],
  params?: Mark['params'],
): Mark => ({ column, code, text, params, suggestions })

/** What a cell may hold. A choice gives the words that are read as each value, and what each is called, in English. */
export type Reading =
  | 'text'
  | 'chinese-name'
  | 'code'
  | 'phone'
  | 'day'
  | 'said'
  | { choices: Record<string, readonly string[]>; called: Record<string, string> }

export type Column = {
  /** Stands for the column in this program, and is itself a heading that is recognised. */
  key: string
  /** The heading of the template, in English; translated where it is shown. */
  title: string
  /** Further headings by which it is recognised, in any language. */
  headings: readonly string[]
  reading: Reading
  /** The column must be there and every cell of it filled. */
  isRequired?: boolean
  /** No two rows of a file hold the same here. */
  isOnce?: boolean
  /** The column of the Chinese name of which the reading is made where nothing stands here. */
  readingOf?: string
  /** Columns that do as well as this one where it is missing. */
  insteadOf?: readonly string[]
  /** Known from lists of elsewhere, but not part of our template. */
  isForeign?: boolean
  /** The first line of the template, by language; the English one where a language has none of its own. */
  example: Names & { es?: string }
}

/** One row as it was read: a value by column key, null where nothing stands. */
export type ValueRow = {
  values: Record<string, string | null>
  decision: Decision
  /** The columns whose cells cannot be read: what stands there is not known, and nothing more is said of it. */
  wrong: readonly string[]
}

/**
 * What a row means for its room; null where that cannot be said. Each of its cells is looked at by itself: whoever
 * mends one learns of the others in the same round.
 */
export type Meant<Entry> = { entry: Entry | null; marks: Mark[] }

/** Somebody or something that a row may mean. */
export type Candidate = { id: string; code: string; names: Names; note: Names | null }

/**
 * What a row would do. `ask`: only a person can say; `candidates` are those that it may be, and none where the question
 * is whether it is meant at all. `id` is the record that it is or will be.
 */
export type Judged = {
  state: 'new' | 'same' | 'changed' | 'ask' | 'faulty'
  id: string
  findings: Finding[]
  candidates: Candidate[]
}

/** The answer to `ask`: 'new', 'meant', or the id of the candidate. */
export type Decision = string | null

export type ImportKind<A, V, Entry = unknown> = {
  /** Names it in addresses and at the command line, and is kept with each file: stays for ever. */
  name: string
  /** What the file holds, in English; translated where it is shown, as is what `note` adds. */
  title: string
  note: string
  /** The address of the register that it fills. */
  register: string
  /** Who may import it: whoever may change it by hand. */
  verb: V
  columns: readonly Column[]
  /** The column that a finding of the room belongs to, by its JSON pointer. */
  pointers: Record<string, string>
  /** Finds what the rows name. */
  meant(ctx: Context<A>, rows: readonly ValueRow[]): Promise<Meant<Entry>[]>
  /** The room's own rules, and its own writing. */
  judge(ctx: Context<A>, entries: readonly Entry[]): Promise<Judged[]>
  save(ctx: Context<A>, entries: readonly Entry[], changing?: Changing): Promise<Judged[]>
  /** How what went in is taken back. */
  back: Back<A>
}

/** Hears what will be made and changed, before anything is. */
export type Changing = (judged: readonly Judged[]) => Promise<void>

export type Back<A> = {
  /** what the entries are to the rows that name them */
  of: Whose
  /** their table */
  table: string
  /** SQL of an entry `t`: the place for which whoever changes it is asked, and what it is called */
  placeOf: string
  called: string
  /** held before anything is looked at */
  hold?(db: Db): Promise<void>
  /** the column of an entry that leads to what whoever enters another beside it holds, and its table: held as well */
  beside?: { column: string; table: string }
  /** what rests on them, and on what was changed of them, beside the rows that name them: `changes` as for `putBack` */
  resting?(db: Db, changes: RawBuilder<unknown>): Promise<Resting[]>
  /**
   * Removes what is new and puts back what was changed: `changes` gives the id of each and what it was `before`, null
   * of a new one. Whoever calls it has asked.
   */
  putBack(ctx: Context<A>, changes: RawBuilder<unknown>): Promise<void>
}

export const faulty = (findings: Finding[]): Judged => ({ state: 'faulty', id: '', findings, candidates: [] })

export const ask = (found: Finding, candidates: Candidate[] = []): Judged => ({
  state: 'ask',
  id: '',
  findings: [found],
  // Whoever reads the row learns of a candidate what the choice needs, and no more.
  candidates: candidates.map(({ id, code, names, note }) => ({ id, code, names, note })),
})

/**
 * Refuses with what is wrong with each row ('/rows/3/code'), at most the first 50; a question left open is wrong too.
 */
export function refuseRows(judged: readonly Judged[]): void {
  const errors = judged.flatMap((one, at) =>
    one.state === 'faulty' || one.state === 'ask'
      ? one.findings.map((found) => ({ ...found, pointer: `/rows/${at}${found.pointer}` }))
      : [],
  )
  if (errors.length > 0) throw new Problem('invalid', { errors: errors.slice(0, 50) })
}

/** The rows of which each value stands twice, by value; rows without the value are left out. */
export async function twice<T>(
  rows: readonly T[],
  keyOf: (row: T) => string | null,
): Promise<Map<string, number[]>> {
  const [first, found] = [new Map<string, number>(), new Map<string, number[]>()]
  await eachInSlices(rows, (row, at) => {
    const key = keyOf(row)
    if (key === null) return
    const before = first.get(key)
    const more = found.get(key)
    if (before === undefined) first.set(key, at)
    else if (more) more.push(at)
    else found.set(key, [before, at])
  })
  return found
}

/** Two rows can't be the same record: the later one is wrong. */
export async function onceEach(judged: readonly Judged[], pointer: string): Promise<Judged[]> {
  const seen = new Set<string>()
  return mapInSlices(judged, (one) => {
    if (one.state !== 'same' && one.state !== 'changed') return one
    if (seen.has(one.id))
      return faulty([finding(pointer, 'twice', msg('An earlier row of the file is this same record.'))])
    seen.add(one.id)
    return one
  })
}
