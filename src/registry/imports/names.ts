// How the names of a row are read and held against those that stand, and the column of Latin names.
import { type RawBuilder, sql } from 'kysely'
import { isHan, spellingKey } from '../../base/spelling.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Column } from '../../platform/imports.ts'

/** The names of a row; where only the Chinese one is given, `latin` makes the other. */
export function namesIn(
  values: Record<string, string | null>,
  latin: (zh: string) => string,
): { names: Names; isLatinSaid: boolean } {
  const [zh, en] = [values.name ?? '', values.latin]
  return { names: { zh, en: en ?? latin(zh) }, isLatinSaid: en !== null && en !== undefined && !isHan(en) }
}

/** Whether a row names what stands: by its Chinese name or, where it has Latin letters alone, by the Latin one. */
export const isNamedSo = (row: Names, standing: Names): boolean =>
  spellingKey(row.zh) === spellingKey(standing.zh) ||
  (!isHan(row.zh) && spellingKey(row.zh) === spellingKey(standing.en))

/** By which rows a standing entry of a place is found: its Chinese name, and its Latin one. */
export const namedAt = ({ placeId, names: { zh, en } }: { placeId: string; names: Names }): Set<string> =>
  new Set([zh, en].map((name) => `${placeId} ${spellingKey(name)}`))

/** What a row of these names is looked for by among the Latin names; nothing where it has a Chinese one. */
export const latinKeys = (rows: readonly { names: Names }[]): string[] =>
  rows.flatMap(({ names }) => (isHan(names.zh) ? [] : [spellingKey(names.zh)]))

/** SQL: the names of `standing` after a row `r`; one in Latin letters alone leaves the Chinese name as it is. */
export const namesAfter = (standing: RawBuilder<unknown>): RawBuilder<unknown> => sql`case
  when r.names->>'zh' = r.names->>'en' and ${standing}->>'zh' <> ${standing}->>'en'
    then ${standing} || jsonb_build_object('en', r.names->'en')
  when r."isLatinSaid" or registry.name_key(r.names->>'zh') <> registry.name_key(${standing}->>'zh') then r.names
  else ${standing} end`

const latinHeadings = [
  '拼音或英文名',
  '拼音',
  '姓名拼音',
  '英文名',
  '英文姓名',
  '英文名称',
  '罗马字母',
  'pinyin',
  'english name',
  'romanised name',
  'name en',
]

/** The column of pinyin or English names. */
export const latinColumn = (example: string): Column => ({
  key: 'latin',
  title: msg('Latin name'),
  headings: latinHeadings,
  reading: 'text',
  readingOf: 'name',
  example: { zh: example, en: example },
})
