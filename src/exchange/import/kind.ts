// What one importable kind consists of: its columns, how a row is understood, and the rules of its own room behind it.
import type { Context } from '../../access/context.ts'
import type { Verb } from '../../access/rules.ts'
import type { Names } from '../../base/words.ts'
import type { Judged } from '../../registry/imports/rules.ts'
import { isHan } from '../../registry/pinyin/rules.ts'
import type { Mark, Reading } from './cells.ts'
import type { ImportKind } from './rules.ts'

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
  /** Columns that do as well as this one where it is missing. */
  insteadOf?: readonly string[]
  /** Known from lists of elsewhere, but not part of our template. */
  isForeign?: boolean
  /** The first line of the template, by language. */
  example: Names
}

/** One row as it was read: a value by column key, null where nothing stands. */
export type ValueRow = {
  values: Record<string, string | null>
  decision: string | null
  /** False where a cell of it is faulty already. */
  isRight: boolean
}

/** What a row means for the registry; null where that cannot be said, and then a mark says why. */
export type Meant<Entry> = { entry: Entry | null; marks: Mark[] }

export type Kind<Entry = unknown> = {
  name: ImportKind
  /** Who may import it: whoever may change it by hand. */
  verb: Verb
  columns: readonly Column[]
  /** The column that a finding of the registry belongs to, by its JSON pointer. */
  pointers: Record<string, string>
  /** Finds what the rows name. */
  meant(ctx: Context, rows: readonly ValueRow[]): Promise<Meant<Entry>[]>
  /** The registry's own rules, and its own writing. */
  judge(ctx: Context, entries: readonly Entry[]): Promise<Judged[]>
  save(ctx: Context, entries: readonly Entry[]): Promise<Judged[]>
}

/** The names of a row; where only the Chinese one is given, `latin` makes the other. */
export function namesIn(
  values: Record<string, string | null>,
  latin: (zh: string) => string,
): { names: Names; isLatinSaid: boolean } {
  const [zh, en] = [values.name ?? '', values.latin]
  return { names: { zh, en: en ?? latin(zh) }, isLatinSaid: en !== null && en !== undefined && !isHan(en) }
}

/** How a column of pinyin or English names is headed. */
export const latinHeadings = [
  '拼音或英文名',
  '拼音',
  '姓名拼音',
  '英文名',
  '英文姓名',
  '英文名称',
  '罗马字母',
  'pinyin',
  'english name',
  'name in english',
  'romanised name',
] as const
