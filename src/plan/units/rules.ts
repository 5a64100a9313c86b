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
  retiredOn: Day | null
}

/** The units that the model itself knows; all others are data. */
export const count = 'count'
export const persons = 'persons'
export const percent = 'percent'
