// The template of a kind: a CSV file that every spreadsheet program opens with the right characters.
import type { ImportKind } from '../../access/context.ts'
import { csvOf } from '../../base/csv.ts'
import { nameIn } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'

export function templateOf(
  { title, columns }: ImportKind,
  language: string,
  say: Say,
): { name: string; text: string } {
  const own = columns.filter((column) => !column.isForeign)
  const lines = [
    own.map((column) => say(column.title)),
    own.map(({ example }) => (language === 'es' ? (example.es ?? example.en) : nameIn(example, language))),
  ]
  return { name: `${say(title)}.csv`, text: csvOf(lines) }
}
