// The tables of a backup held against those that its own migrations have just made. What stands in statements from here
// on are the database's names; the file's are only compared.
import { said } from '../embedded/refusal.ts'
import { damaged, type Manifest } from './manifest.ts'
import type { Found } from './tables.ts'

export type Known = {
  /** what the backup calls it, for finding its parts */
  said: string
  /** the database's own name, and its own columns in the order in which the backup has them */
  name: string
  columns: string[]
  rows: number
  sequences: { column: string; next: number }[]
}

/** Which words want quotes differs between versions of PostgreSQL. */
const plain = (name: string): string => name.replaceAll('"', '')

/** All of them, or a refusal: one that is not known, one that is missing, one with other columns or sequences. */
export function knownTables(manifest: Manifest, found: readonly Found[], file: string): Known[] {
  const strange = (name: string) =>
    damaged(file, said('{name} is not as its version of Hezuo makes it', { name }))
  const told = new Map(manifest.tables.map((table) => [plain(table.name), table]))
  const next = new Map(manifest.sequences.map((one) => [plain(`${one.table}.${one.column}`), one.next]))
  const known = found.map(({ name, columns, identities }) => {
    const table = told.get(plain(name))
    if (!table) throw strange(name)
    const own = new Map(columns.map((column) => [plain(column), column]))
    const named = table.columns.flatMap((column) => own.get(plain(column)) ?? [])
    const sequences = identities.flatMap((column) => {
      const at = next.get(plain(`${name}.${column}`))
      return at === undefined ? [] : [{ column, next: at }]
    })
    if (
      named.length < columns.length ||
      table.columns.length > columns.length ||
      sequences.length < identities.length
    )
      throw strange(name)
    return { said: table.name, name, columns: named, rows: table.rows, sequences }
  })
  const names = new Set(found.map(({ name }) => plain(name)))
  const other = [...told.keys()].find((name) => !names.has(name))
  if (other) throw strange(other)
  const sequences = known.flatMap((table) => table.sequences)
  if (manifest.sequences.length > sequences.length) throw strange(said('a sequence'))
  return known
}
