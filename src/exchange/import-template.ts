// The template of a kind: a CSV file that every spreadsheet program opens with the right characters.
import { nameIn } from '../base/words.ts'
import type { Say } from '../platform/catalogues.ts'
import { kinds } from './import-kinds.ts'
import { type ImportKind, importKindNames } from './import-rules.ts'

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export function templateOf(kind: ImportKind, language: string, say: Say): { name: string; text: string } {
  const columns = kinds[kind].columns.filter((column) => !column.isForeign)
  const lines = [
    columns.map((column) => say(column.title)),
    columns.map((column) => nameIn(column.example, language)),
  ]
  // The mark at the beginning is what tells Excel that this is UTF-8.
  const text = `\ufeff${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`
  return { name: `${say(importKindNames[kind])}.csv`, text }
}
