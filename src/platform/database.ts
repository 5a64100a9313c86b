// The connection to PostgreSQL. Tables are known to their rooms only: each adds its own with `withTables`.
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import {
  type ColumnType,
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type RawBuilder,
  type SelectType,
  sql,
  type TransactionSettings,
} from 'kysely'
import pg from 'pg'

/** A database handle that knows no table yet; inside an action it is the request's transaction. */
// biome-ignore lint/complexity/noBannedTypes: the empty set of tables is meant
export type Db = Kysely<{}>

/** Another room's tables, to be joined but never written: the compiler refuses an insert or update. */
export type Reading<T> = {
  [Table in keyof T]: { [Column in keyof T[Table]]: ColumnType<SelectType<T[Table][Column]>, never, never> }
}

export type Database = {
  url: string
  kysely: Db
  /**
   * A few connections of their own, for a short statement that must stay whatever becomes of the transaction in which
   * it is asked for: were both from one pool, as many requests as it has connections would wait for each other.
   */
  outside: Db
  close(): Promise<void>
  statements(): number
}

/** Whether something was refused since somebody else has just written the same. */
export const isTaken = (error: unknown): boolean => (error as { code?: string }).code === '23505'

/** Whether the database gave up a transaction so that another could go on. */
const isGivenUp = (error: unknown): boolean =>
  ['40P01', '40001'].includes((error as { code?: string }).code ?? '')

/** Does a whole transaction, and once or twice more where the database gave it up: it has left nothing. */
export async function tryingAgain<T>(transaction: () => Promise<T>): Promise<T> {
  for (let again = 2; ; again--) {
    try {
      return await transaction()
    } catch (error) {
      if (again === 0 || !isGivenUp(error)) throw error
      // Whoever begins at once may take what the other is just about to be given, and both stand there as before.
      await wait(20 + Math.random() * 80)
    }
  }
}

/** A text as it is looked for with `ilike`: its own wildcards mean themselves. */
export const likeText = (text: string): string => `%${text.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/**
 * SQL, behind a column of ids: one of these. Of one the planner knows that it is one, and plans but once; of many it
 * would rather look each time.
 */
export const among = (ids: readonly string[]): RawBuilder<unknown> =>
  ids.length === 1 ? sql`= ${ids[0]}::uuid` : sql`= any(${[...ids]}::uuid[])`

// Whole numbers come back as numbers (refused where they would lose a digit); dates stay 'YYYY-MM-DD'.
export const typesOfValues: pg.CustomTypesConfig = {
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
  /** For work that takes its time: no statement and no pause in a transaction is cut short. */
  isPatient?: boolean
  /** For one piece of work, after which it is closed: whatever is asked again is planned once, however much it is. */
  isBrief?: boolean
}

/** How long a request may hold the database, in milliseconds: beyond that it is refused and everybody else goes on. */
const limits = {
  /** waiting for what somebody else holds */
  lock_timeout: 10_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 60_000,
  /** waiting for a free connection, or for a new one to be made */
  connectionTimeoutMillis: 15_000,
}

const asksBeforeNaming = 2
/**
 * Of how many statements it is counted how often they are asked, and how many get a name. A plan takes some 200 KB of
 * the server's memory, in each connection that has one: what is asked most has a name by then, and all connections
 * together stay within half a gigabyte.
 */
const most = { counted: 500, named: 120 }

/**
 * A value as the driver sends it. Of a named statement it is written before anything is sent: where one cannot be, the
 * driver has the server drop the statement and goes on using the name.
 */
const asWritten = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils.prepareValue

/**
 * Names what it is asked again and again, so that the server plans it once for as long as the connection lives: for
 * short statements with many joins the plan costs more than the rows. Texts that vary stay unnamed.
 */
class PlanningClient extends pg.Client {
  protected readonly most: Readonly<typeof most> = most
  /** How often a text was asked, and its name from then on: a connection knows its names alone. */
  readonly #asked = new Map<string, number | string>()

  // The many signatures of `query` are one here: Kysely gives text and values and awaits the answer.
  override query(...given: unknown[]): never {
    const [text, values, ...more] = given
    const isPlain =
      typeof text === 'string' && isPlannedOnce(text) && Array.isArray(values) && more.length === 0
    const written = isPlain ? values.map((value) => asWritten(value)) : values
    const name = isPlain ? this.#nameOf(text) : undefined
    this.#gather()
    const answer: unknown = super.query(...((name ? [{ name, text, values: written }] : given) as [never]))
    if (answer instanceof Promise) answer.then(this.#answered, this.#answered)
    else {
      // Answered to a function of its own, which tells nobody here: it is sent at once, and nothing waits for it.
      this.#send()
      this.#unanswered--
    }
    return answer as never
  }

  #nameOf(text: string): string | undefined {
    const asked = this.#asked.get(text) ?? 0
    if (typeof asked === 'string') return asked
    const isNew = asked === 0
    if (isNew && this.#asked.size >= this.most.counted) return undefined
    const isOften = asked >= asksBeforeNaming && this.#named < this.most.named
    this.#asked.set(text, isOften ? `s${++this.#named}` : asked + 1)
    return isOften ? `s${this.#named}` : undefined
  }
  #named = 0

  /** How many statements wait to be sent, and how many were sent and are not answered yet. */
  #gathered = 0
  #unanswered = 0

  /**
   * What is asked in the same turn leaves in one packet, and what is asked while the server has more than that to do
   * waits for its next parcel: it works them off one by one, and each packet costs more than a small statement.
   */
  #gather(): void {
    if (this.#gathered++ > 0) return
    this.#stream.cork()
    process.nextTick(this.#sendInTime)
  }

  readonly #sendInTime = () => {
    if (this.#unanswered <= this.#gathered) this.#send()
  }

  readonly #answered = () => {
    this.#unanswered--
    process.nextTick(this.#sendInTime)
  }

  #send(): void {
    if (this.#gathered === 0) return
    this.#unanswered += this.#gathered
    this.#gathered = 0
    this.#stream.uncork()
  }

  get #stream(): Socket {
    return (this as unknown as { connection: { stream: Socket } }).connection.stream
  }
}

/** Of a database that is closed soon, and its plans with it. */
class BriefClient extends PlanningClient {
  protected override readonly most = { counted: Number.POSITIVE_INFINITY, named: Number.POSITIVE_INFINITY }
}

/** How a transaction begins; never named, since nothing is planned for it. */
const begin = 'begin'

const anew = '/* planned anew */'
/** What a statement begins with whose plan hangs on how much a table holds just now: it is planned each time. */
export const plannedAnew = sql.raw(anew)
const isPlannedOnce = (text: string): boolean => text !== begin && !text.startsWith(anew)

/** As the driver knows it; not exported under its name. */
type PostgresConnection = Parameters<PostgresDriver['rollbackTransaction']>[0]

/**
 * Sends the beginning of a transaction along with its first statement, instead of waiting for an answer in between, and
 * lets nothing follow its end.
 */
class PairingDriver extends PostgresDriver {
  readonly #begun = new WeakMap<DatabaseConnection, Promise<unknown>>()

  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    const isPlain = !settings.isolationLevel && !settings.accessMode
    const begun = isPlain
      ? connection.executeQuery(CompiledQuery.raw(begin))
      : super.beginTransaction(connection, settings)
    // Where it fails the connection is gone, and the first statement fails as well.
    begun.catch(() => {})
    this.#begun.set(connection, begun)
  }

  /** Those whose transaction ends or has ended: what is asked of it from then on would be done outside of it. */
  readonly #over = new WeakSet<DatabaseConnection>()

  override async acquireConnection() {
    const connection = await super.acquireConnection()
    this.#over.delete(connection)
    if (Object.hasOwn(connection, 'executeQuery')) return connection
    // Kept by the driver as long as its line is open: guarded once.
    const ask = connection.executeQuery.bind(connection)
    connection.executeQuery = async (...asked) => {
      if (this.#over.has(connection)) throw new Error('the transaction is over')
      return ask(...asked)
    }
    return connection
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#begun.get(connection)
    const ended = super.commitTransaction(connection)
    this.#over.add(connection)
    await ended
  }

  override async rollbackTransaction(connection: PostgresConnection): Promise<void> {
    this.#over.delete(connection)
    const ended = super.rollbackTransaction(connection)
    this.#over.add(connection)
    await ended
  }
}

class PairingDialect extends PostgresDialect {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }

  override createDriver(): PostgresDriver {
    return new PairingDriver({ pool: this.#pool })
  }
}

/** Opens a pool on the address; nothing is contacted before the first statement. */
export function openDatabase(url: string, options: Options = {}): Database {
  let count = 0
  const open = (max: number) => {
    const dialect = new PairingDialect(openPool(url, max, options))
    // biome-ignore lint/complexity/noBannedTypes: the empty set of tables is meant
    const one = new Kysely<{}>({
      dialect,
      log: () => {
        count += 1
      },
    })
    return pipelining(one)
  }
  const [kysely, outside] = [open(options.connections ?? 20), open(2)]
  return {
    url,
    kysely,
    outside,
    close: async () => void (await Promise.all([kysely.destroy(), outside.destroy()])),
    statements: () => count,
  }
}

/**
 * Within a transaction Kysely sends nothing before the last answer is there. Here what does not wait for another answer
 * is sent at once: the connection keeps the order.
 */
function pipelining(kysely: Db): Db {
  const executor = kysely.getExecutor()
  const withProvider = executor.withConnectionProvider.bind(executor)
  executor.withConnectionProvider = (provider) => {
    let held: Promise<DatabaseConnection> | undefined
    return withProvider({
      provideConnection: async (work) => {
        held ??= provider.provideConnection(async (connection) => connection)
        return work(await held)
      },
    })
  }
  return kysely
}

function openPool(url: string, max: number, options: Options): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    ...(options.isPatient ? {} : limits),
    // By itself the server plans a statement five times before it keeps a plan.
    ...(options.isBrief ? { options: '-c plan_cache_mode=force_generic_plan' } : {}),
    keepAlive: true,
    types: typesOfValues,
    // What does not wait for another answer is sent at once.
    pipeline: true,
    Client: options.isBrief ? BriefClient : PlanningClient,
  })
  // A connection that the server ends while nobody uses it is not an error of ours: the pool opens the next one.
  pool.on('error', () => {})
  // Nor may it end this process while a request holds it: its next statement fails, and the request with it.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
