// The template of a kind: a CSV file that every spreadsheet program opens with the right characters.
import { csvOf } from '../../base/csv.ts'
import { nameIn } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'
import { kinds } from './kinds.ts'
import { type ImportKind, importKindNames } from './rules.ts'

export function templateOf(kind: ImportKind, language: string, say: Say): { name: string; text: string } {
  const columns = kinds[kind].columns.filter((column) => !column.isForeign)
  const lines = [
    columns.map((column) => say(column.title)),
    columns.map((column) => nameIn(column.example, language)),
  ]
  return { name: `${say(importKindNames[kind])}.csv`, text: csvOf(lines) }
}
