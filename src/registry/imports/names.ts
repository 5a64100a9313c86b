// How the names of a row are read, and how a column of Latin names is headed.
import { isHan } from '../../base/spelling.ts'
import type { Names } from '../../base/words.ts'

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
  'name en',
] as const
