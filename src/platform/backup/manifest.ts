// What a backup says of itself, and whether it can be believed: a file may have been written by anybody. Whatever is
// read here is held against a shape first, and even then no name of it becomes SQL (see known.ts).
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { StartRefusal, said } from '../embedded/refusal.ts'

export const format = 1

/** A name as a database writes it, in quotes where it is a word of SQL. */
const name = '"?[a-z_][a-z0-9_]{0,62}"?'
const tablePart = `tables/(${name}\\.${name})/(\\d{6})`
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const TableName = Type.String({ pattern: `^${name}\\.${name}$` })
const ColumnName = Type.String({ pattern: `^${name}$` })
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Version = Type.String({ pattern: '^[\\w.+-]{1,60}$' })
const closed = { additionalProperties: false }

const Part = Type.Object(
  {
    name: Type.String({ pattern: `^(${tablePart}|files/[0-9a-f]{64})$` }),
    size: Count,
    sha256: Sha256,
  },
  closed,
)
const Sequence = Type.Object(
  { table: TableName, column: ColumnName, next: Type.Integer({ maximum: Number.MAX_SAFE_INTEGER }) },
  closed,
)
const Table = Type.Object({ name: TableName, columns: Type.Array(ColumnName), rows: Count }, closed)
const Manifest = Type.Object(
  {
    format: Type.Literal(format),
    version: Version,
    madeAt: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' }),
    database: Type.String({ pattern: '^[ -~]{1,200}$' }),
    /** names of the migrations applied, in order */
    migrations: Type.Array(
      Type.String({ pattern: '^[a-z-]{1,40}/\\d{4}-\\d{2}-\\d{2}[a-z0-9-]{0,60}\\.sql$' }),
    ),
    tables: Type.Array(Table),
    sequences: Type.Array(Sequence),
    /** files that records name and that were not in the data folder, or were damaged there */
    missing: Type.Array(Sha256),
    parts: Type.Array(Part),
  },
  closed,
)

export type Part = Static<typeof Part>
export type Sequence = Static<typeof Sequence>
export type Table = Static<typeof Table>
export type Manifest = Static<typeof Manifest>

const shape = Compile(Manifest)
const newer = Compile(Type.Object({ format: Type.Integer({ minimum: format + 1 }), version: Version }))

export const damaged = (file: string, why: string, cause?: unknown) =>
  new StartRefusal(said('{file} is damaged ({why}): nothing was restored.', { file, why }), { cause })

/** The table and the number that the name of a part tells; null where it is a file's. */
export function tableOf(part: string): { table: string; number: number } | null {
  const found = new RegExp(`^${tablePart}$`).exec(part)
  return found && { table: found[1], number: Number(found[2]) }
}

/**
 * The manifest of a file, as far as it is in order by itself; otherwise a sentence says what is wrong with the file.
 */
export function readManifest(file: string, content: Buffer): Manifest {
  const manifest = parsed(content)
  if (newer.Check(manifest))
    throw new StartRefusal(
      said('{file} was written by a newer Hezuo ({version}): restore it with that version.', {
        file,
        version: manifest.version,
      }),
    )
  if (!shape.Check(manifest)) throw damaged(file, said('its list of contents is not in order'))
  const fault = isTwice(manifest)
    ? said('its list of contents names something twice')
    : isOutOfOrder(manifest)
      ? said('its tables and their parts do not fit')
      : null
  if (fault) throw damaged(file, fault)
  return manifest
}

function parsed(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString())
  } catch {
    return null
  }
}

const isTwice = ({ migrations, tables, sequences, missing, parts }: Manifest): boolean =>
  [
    migrations,
    missing,
    tables.map((table) => table.name),
    sequences.map(({ table, column }) => `${table}.${column}`),
    parts.map((part) => part.name),
    ...tables.map((table) => table.columns),
  ].some((names) => new Set(names).size < names.length)

/** The parts of a table follow each other from the first on, and there are some just where it has rows. */
function isOutOfOrder({ tables, parts }: Manifest): boolean {
  const rows = new Map(tables.map((table) => [table.name, table.rows]))
  const filled = new Set<string>()
  let last = { table: '', number: 0 }
  for (const { name } of parts) {
    const part = tableOf(name)
    if (!part) continue
    if (!rows.get(part.table)) return true
    if (part.number !== (part.table === last.table ? last.number + 1 : 1)) return true
    filled.add(part.table)
    last = part
  }
  return tables.some((table) => table.rows > 0 && !filled.has(table.name))
}
