// What makes a unit of figures right. Pure.
import type { Day } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { entryFindings } from '../../registry/lists/rules.ts'

export function unitFindings(entry: {
  code: string
  names: Names
  scale: number
  scaledNames: Names | null
}): Finding[] {
  const found = entryFindings({ code: 'unit', names: entry.names })
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(entry.code)) {
    found.push(
      finding('/code', 'pattern', msg('A code is made of Latin letters, digits, hyphens and underscores.')),
    )
  }
  if (entry.scale > 1 && (entry.scaledNames === null || isEmptyText(entry.scaledNames))) {
    const text = msg('Please say what so many of it are called, such as “10,000 yuan”.')
    found.push(finding('/scaledNames', 'required', text))
  }
  return found
}

/** A unit of figures as the programme has it: what records name it by, and how it is read. */
export type Unit = {
  id: string
  code: string
  names: Names
  /** figures are read and typed in so many of it, under `scaledNames` */
  scale: number
  scaledNames: Names | null
  /** its figures are shares of something, of which no two may be added: 62 and 58 per cent are no 120 */
  isShare: boolean
  retiredOn: Day | null
}

/** Words by which a unit whose figures are shares is often called, in the languages that programmes have used. */
const shareWords = [
  'per ?cent|percentages?|pct|per ?mill?e?|basis points?|rates?|ratios?|proportions?',
  'por ?ciento|por mil|porcentajes?|puntos porcentuales|tasas?|proporcion(es)?',
  'pour ?cents?|pour mille|pourcentages?|taux',
  'por cento|percentage(m|ns)|taxas?',
]
const asWord = new RegExp(`(?<![\\p{L}])(${shareWords.join('|')})(?![\\p{L}])`, 'u')
/** 成 alone is a tenth; in 成品 or 成员 it is part of another word, as 率 is in 功率 and 频率. */
const asSign =
  /[%‰‱٪]|百分|千分|万分之|(?<![功频])率|比例|比重|比值|^[几]?成数?$|نسبة|معدل|(في|ب) ?ال?مئة|بالمائة/u

/** Whether the unit is called as shares often are. It is the unit that says whether they are: this only suggests it. */
export const soundsLikeShare = ({ code, names }: Pick<Unit, 'code' | 'names'>): boolean =>
  [code, ...Object.values(names)].some((said) => {
    const text = said.normalize('NFKC').toLowerCase().trim()
    const bare = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[_-]/g, ' ')
    return asSign.test(text) || asWord.test(bare)
  })

/** The units that the model itself knows; all others are data. */
export const count = 'count'
export const persons = 'persons'
export const percent = 'percent'
