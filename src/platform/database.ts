// The connection to PostgreSQL. Tables are known to their rooms only: each adds its own with `withTables`.
import { type ColumnType, Kysely, PostgresDialect, type SelectType } from 'kysely'
import pg from 'pg'

/** A database handle that knows no table yet; inside an action it is the request's transaction. */
// biome-ignore lint/complexity/noBannedTypes: the empty set of tables is meant
export type Db = Kysely<{}>

/** Another room's tables, to be joined but never written: the compiler refuses an insert or update. */
export type Reading<T> = {
  [Table in keyof T]: { [Column in keyof T[Table]]: ColumnType<SelectType<T[Table][Column]>, never, never> }
}

export type Database = { url: string; kysely: Db; close(): Promise<void>; statements(): number }

/** A text as it is looked for with `ilike`: its own wildcards mean themselves. */
export const likeText = (text: string): string => `%${text.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

// Whole numbers come back as numbers (refused where they would lose a digit); dates stay 'YYYY-MM-DD'.
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: unknown) {
    if (oid === 20) return exactNumber
    if (oid === 1082) return (text: string) => text
    return pg.types.getTypeParser(oid as never, format as never)
  },
}

function exactNumber(text: string): number {
  const n = Number(text)
  if (!Number.isSafeInteger(n)) throw new RangeError(`beyond exact whole numbers: ${text}`)
  return n
}

type Options = {
  connections?: number
  /** For long work that says the same few hundred things over and over: the server then plans each of them once. */
  keepsPlans?: boolean
}

/** Names what it is asked again, so that the server keeps its plan for as long as the connection lives. */
class PlanningClient extends pg.Client {
  readonly #names = new Map<string, string>()

  // The many signatures of `query` are one here: Kysely gives text and values and awaits the answer.
  override query(...given: unknown[]): never {
    const [text, values, ...more] = given
    const isPlain = typeof text === 'string' && Array.isArray(values) && more.length === 0
    if (!isPlain) return super.query(...(given as [never])) as never
    const name = this.#names.get(text)
    if (name === undefined) this.#names.set(text, `repeated_${this.#names.size}`)
    return super.query({ name, text, values }) as never
  }
}

/** Opens a pool on the address; nothing is contacted before the first statement. */
export function openDatabase(url: string, options: Options = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 20,
    types,
    Client: options.keepsPlans ? PlanningClient : pg.Client,
  })
  // An idle connection that the server ends is not an error of ours: the pool opens the next one.
  pool.on('error', () => {})
  let count = 0
  // biome-ignore lint/complexity/noBannedTypes: the empty set of tables is meant
  const kysely = new Kysely<{}>({
    dialect: new PostgresDialect({ pool }),
    log: () => {
      count += 1
    },
  })
  return { url, kysely, close: () => kysely.destroy(), statements: () => count }
}
