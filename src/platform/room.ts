// What a room is to the whole house. Each room says it once, in its room.ts; src/app/rooms.ts lists the rooms, and
// nothing else does.
import type { Day } from '../base/dates.ts'
import type { Erased } from '../base/erased.ts'
import type { PaperKind } from '../base/papers.ts'
import type { Names } from '../base/words.ts'
import type { Say } from './catalogues.ts'
import type { Database, Db } from './database.ts'
import type { ExportTable } from './exports.ts'
import type { Context, Serve } from './http.ts'
import type { ImportKind } from './imports.ts'
import type { Listeners } from './journal.ts'
import type { Naming } from './naming.ts'
import type { Constraints } from './refusals.ts'

/** Calls that need a session are registered with `serve`, those that anybody may send with `open`. */
export type Routes<A> = (serve: Serve<A>, open: Serve<A | null>) => void

/** By noun what its contract declares: calls and shapes under the names that they have there. */
export type Contracts = Record<string, Record<string, unknown>>

/**
 * How the journal says what the room does: a deed a verb. `path` is where a thing is shown, with its id for the colon's
 * word; `told` is what things of the kind are called where a program may choose to be told of them.
 */
export type JournalWords = {
  verbs?: Record<string, string>
  kinds?: Record<string, { text: string; path?: string; told?: string }>
}

/** Removes what is not kept any longer; `days` is what the office set, null: for good. Gives how many rows went. */
export type Forgetting = (db: Db, days: number | null) => Promise<number>

/**
 * Work that nobody waits for, every so many milliseconds. Several processes may run it at once: it takes its own lock.
 */
export type Job = { what: string; every: number; work: (database: Database) => Promise<unknown> }

/**
 * How the rows that are told of a person read on a page. Ids that lead to nothing with a name, and the accounts of
 * others, stand in the JSON alone.
 */
export type HeldWords = {
  /** column → what it is called, in the order in which they are read */
  columns?: Record<string, string>
  /** column → its values → what they are called */
  values?: Record<string, Record<string, string>>
  /** columns of codes → the table of the codes and their names, with its schema */
  codes?: Record<string, string>
  /** columns that hold the name of somebody else: they are not told */
  others?: string[]
}

/** Rows about a person that no column of a naming leads to, under the name of a file. */
export type Held = { name: string; title: string; rows: Record<string, unknown>[] }

/** How many, how many of all, or whether at all; null where there is nothing to count. */
export type Figure = number | boolean | { n: number; of: number } | null

/**
 * Counts for whoever asks: all that the actor may see, or of one thing (a unit at a gate) on a day. Rooms before this
 * one are given it by app, under its name, and never know whose it is.
 */
export type Fact<A> = (ctx: Context<A>, of?: { id: string; on: Day }) => Promise<Figure>

/** A period that is about to be closed, and the place that published it. */
export type ClosingPeriod = {
  id: string
  placeId: string
  fromOn: Day
  toOn: Day
  bordersOn: Day
  /** null where it asks for no plans of its own */
  plansDueOn: Day | null
  /** of its programme: the month that the year begins with, and the day on which reports of a month are due */
  yearFrom: number
  dueDay: number
}

/** One kind of thing that is missing in it: its name in the reader's language, and the places that it is missing of. */
export type Lack = {
  code: string
  text: string
  /** the list in which the places are found */
  href: string
  /** in order, each with where it is shown; of a period that has parts also those parts */
  places: { id: string; names: Names; href: string }[]
}

/** `A`: who acts, `V`: what somebody may do, `W`: what the office sets a time for. */
export type Room<A, V, W extends string> = {
  /** its folder, and its schema with `_` for `-` */
  name: string
  /** one sentence for programs, in English: what its calls are about */
  about?: string
  /** its contracts by noun: the description of the interface calls what it answers, and their shapes, by these names */
  contracts?: Contracts
  routes?: Routes<A>
  /** what wakes it, by verb of the journal; runs in the transaction that notes the verb */
  listeners?: Listeners
  journal?: JournalWords
  /** constraint of the database → what it means to a person */
  refusals?: Constraints
  /** its columns that name a person, a unit or an account */
  naming?: Naming
  /** its tables whose rows are called by their names: table → column of the names */
  named?: Record<string, string>
  /** its tables that go out as files, in their order */
  exports?: ExportTable[]
  /** the papers that it prints, as they come */
  papers?: readonly PaperKind[]
  /** the kinds of files that fill its tables, in the order in which they are brought in */
  imports?: ImportKind<A, V>[]
  /** takes out what is an erased person's alone */
  erasure?: (ctx: Context<A>, erased: Erased) => Promise<void>
  heldWords?: HeldWords
  /** `who`: the entry with the twins that were made one with it, and the accounts of these */
  heldAbout?: (db: Db, who: Erased, say: Say) => Promise<Held[]>
  /** removes what is older than the office sets, by the name under which it sets that */
  retention?: { [what in W]?: Forgetting }
  /** removes what has stood as long as it ever stands, by what the journal calls it */
  forgets?: Record<string, (db: Db) => Promise<number>>
  /** the SHA-256 of every file that its records name */
  files?: (db: Db) => Promise<string[]>
  /**
   * Its tables that no backup holds, or which of their rows, as a condition in SQL: whoever finds a backup must not go
   * on in somebody's session or name, nor learn from two of them what was done in between.
   */
  secrets?: (string | { table: string; rows: string })[]
  /** after a restore: brings what stood on such rows to where it can go on without them */
  beginAnew?: (db: Db) => Promise<void>
  jobs?: Job[]
  /** what it counts, by name; `rail`: the small figure beside the stage of the loop that it is */
  facts?: Record<string, Fact<A>>
  /** what is missing in a period, told before it is closed; whoever calls it has asked who may close */
  lacks?: (ctx: Context<A>, period: ClosingPeriod) => Promise<Lack[]>
  /** loads its part of a sample */
  seed?: (sample: Sample<A>) => Promise<void>
}

/** What the loaders of a sample share. They call the rooms' own actions, so that a sample obeys every rule. */
export type Sample<A> = {
  db: Db
  pack: {
    code: string
    names: Names
    programme?: { names: Names; lead: Names; historical?: boolean }
    example?: object
  }
  /** The words of a section of the pack, none where it has none; each loader knows the shape of its own. */
  words<T>(section: string): T[]
  /** The code of the place whose programme it is. */
  place: string
  /**
   * The id of 'place:linying', 'trade:white-iron', 'post:group-head', 'person:linying-3' …; throws for an unknown code.
   */
  id(code: string): string
  has(code: string): boolean
  /** Remembers what a loader made. */
  keep(code: string, id: string): string
  /** Makes a member of the cast able to act: later `as(login)` gives a context in that person's name. */
  cast(login: string, actor: A): void
  /** A context in the name of a member of the cast, living on `today` (the pack's own day unless given). */
  as(login: string, today?: Day): Context<A>
  /** A file of the pack: JSON, text, or whatever it is. */
  json<T>(name: string): T
  text(name: string): string
  bytes(name: string): Buffer
}
