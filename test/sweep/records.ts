// All records of all rooms as the database holds them, each with the place that it belongs to. Read once, so that the
// sweep knows what is somebody else's, whatever a room keeps.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../src/platform/database.ts'

export type Row = Record<string, unknown>
export type Stored = { table: string; row: Row; key: string; placeId: string | null }

/** What belongs to everybody or to no place at all, and why. Everything else must be traced to a place. */
export const withoutPlace: Record<string, string> = {
  'registry.place': 'places are public geography',
  'registry.place_parent': 'places are public geography',
  'registry.place_path': 'places are public geography',
  'registry.place_event': 'places are public geography',
  'registry.trade': 'the list that all places share',
  'registry.post': 'the list that all places share',
  'registry.form': 'the list that all places share',
  'registry.level': 'the list that all places share',
  'registry.gate': 'the list that all places share',
  'plan.unit': 'the list that all places share',
  'access.challenge': 'remembers half a sign-in for ten minutes; no call reads it',
  'access.failed_sign_in': 'counts attempts; no call reads it',
}

/** Where the place is found although no column is called place_id and no foreign key leads there. */
const leads: Record<string, string> = {
  person_id: 'registry.person',
  organisation_id: 'registry.organisation',
  programme_id: 'convene.programme',
  class_id: 'convene.class',
  policy_id: 'study.policy',
  clause_id: 'study.clause',
  check_id: 'study.check',
  case_id: 'cases.practice_case',
  step_id: 'cases.case_step',
  misconception_id: 'examine.misconception',
  round_id: 'examine.round',
  period_id: 'plan.period',
  plan_id: 'plan.plan',
  plan_line_id: 'plan.plan_line',
  report_id: 'carry_out.report',
  webhook_id: 'exchange.webhook',
}

export class Records {
  rows: Stored[]
  private byId = new Map<string, Stored>()
  private constructor(rows: Stored[]) {
    this.rows = rows
    for (const stored of rows) if (typeof stored.row.id === 'string') this.byId.set(stored.row.id, stored)
  }

  static async read(db: Db): Promise<Records> {
    const tables = await sql<{ name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema', 'platform', 'public') order by 1`.execute(
      db,
    )
    const rows: Stored[] = []
    for (const { name } of tables.rows) {
      const found = await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.raw(name)} as t`.execute(db)
      for (const { row } of found.rows) rows.push({ table: plain(name), row, key: '', placeId: null })
    }
    const records = new Records(rows)
    const keys = await sql<{ child: string; column: string; parent: string }>`
      select c.conrelid::regclass::text as child, a.attname as "column", c.confrelid::regclass::text as parent
      from pg_constraint as c join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and cardinality(c.conkey) = 1`.execute(db)
    const parents = new Map(keys.rows.map((row) => [`${plain(row.child)} ${row.column}`, plain(row.parent)]))
    const grants = new Map(
      rows
        .filter((one) => one.table === 'access.role_grant')
        .map((one) => [one.row.account_id, one.row.place_id]),
    )
    for (const stored of rows) {
      stored.key = createHash('sha256').update(JSON.stringify(stored.row)).digest('hex')
      stored.placeId = records.placeOf(stored, parents, grants, 0)
    }
    return records
  }

  private placeOf(
    stored: Stored,
    parents: Map<string, string>,
    grants: Map<unknown, unknown>,
    depth: number,
  ): string | null {
    const { table, row } = stored
    if (table in withoutPlace || depth > 6) return null
    // Published: it belongs to all those whom it was published to.
    if (row.state === 'published' && typeof row.audience_place_id === 'string') return row.audience_place_id
    if (typeof row.place_id === 'string') return row.place_id
    if (table === 'access.account') return (grants.get(row.id) as string | undefined) ?? null
    for (const [column, value] of Object.entries(row)) {
      if (typeof value !== 'string' || !column.endsWith('_id')) continue
      const parent = parents.get(`${table} ${column}`) ?? leads[column]
      if (!parent || parent in withoutPlace) continue
      const above = this.byId.get(value)
      if (!above || above === stored || above.table !== parent) continue
      const placeId = this.placeOf(above, parents, grants, depth + 1)
      if (placeId) return placeId
    }
    return null
  }

  /** Tables with rows that could not be traced to a place. */
  untraced(): string[] {
    const names = this.rows
      .filter((one) => one.placeId === null && !(one.table in withoutPlace))
      .map((one) => one.table)
    return [...new Set(names)]
  }

  /**
   * The texts that only stand in records of others: whoever reads one of them has seen such a record. Who may see a
   * record may also see what those are called that it names.
   */
  secretsFrom(isForeign: (stored: Stored) => boolean): Set<string> {
    const seen = this.rows.filter((one) => !isForeign(one))
    const own = new Set(seen.flatMap((one) => textsIn(one.row)))
    for (const text of [...own]) {
      const named = this.byId.get(text)
      if (named) for (const one of textsIn([named.row.names, named.row.title, named.row.code])) own.add(one)
    }
    const foreign = this.rows.filter(isForeign).flatMap((one) => textsIn(one.row))
    return new Set(foreign.filter((text) => tells(text) && !own.has(text)))
  }

  /**
   * A record that belongs neither to the places of somebody at `placeId`, at any time, nor to those above them
   * (`line`), which publish downwards. (Linru's later plan is Luoyang's business before Linru itself goes there.)
   */
  foreignTo(placeId: string, line: readonly string[]): (stored: Stored) => boolean {
    const own = new Set(
      this.of('registry.place_path')
        .filter(({ row }) => (row.line as string[]).includes(placeId))
        .map(({ row }) => row.place_id),
    )
    return (stored) => stored.placeId !== null && !line.includes(stored.placeId) && !own.has(stored.placeId)
  }

  of(table: string): Stored[] {
    return this.rows.filter((one) => one.table === table)
  }
}

// PostgreSQL quotes what is also one of its words: study."check".
const plain = (name: string): string => name.replaceAll('"', '')

/** Every text inside a value, however deep. */
export function textsIn(value: unknown, into: string[] = []): string[] {
  if (typeof value === 'string') into.push(value)
  else if (Array.isArray(value)) for (const one of value) textsIn(one, into)
  else if (value && typeof value === 'object') for (const one of Object.values(value)) textsIn(one, into)
  return into
}

// Words of a list and dates ('planner', '1954-03-01') say nothing of whose they are.
const tells = (text: string): boolean =>
  /[\u3400-\u9fff]{2}/.test(text) ||
  (text.length >= 10 && !/^[a-z]+(_[a-z]+)*$/.test(text) && !/^[\d\-T:.+Z infty]+$/.test(text))
