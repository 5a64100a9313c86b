// What may stand in an indicator, a unit or a period, and what stays once figures were made with it.
import { type Day, isDay } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { entryFindings } from '../../registry/rules.ts'
import type { Countable, Unit } from '../rules.ts'

export type IndicatorEntry = {
  names: Names
  definition: Names
  unit: string
  numeratorId: string | null
  denominatorId: string | null
  cumulative: boolean
  byTrade: boolean
  byForm: boolean
  needsAction: boolean
  counts: Countable | null
}

type Other = { id: string; kind: 'additive' | 'ratio' }

/** `others` are the indicators of the programme; `id` the entry's own where it is changed. */
export function indicatorFindings(
  entry: IndicatorEntry & { code: string; id?: string },
  units: readonly Unit[],
  others: readonly Other[],
): Finding[] {
  const found = entryFindings(entry)
  if (isEmptyText(entry.definition)) {
    const text = msg('Please say what exactly is counted, and how: otherwise every county counts otherwise.')
    found.push(finding('/definition', 'required', text))
  }
  if (!units.some((unit) => unit.code === entry.unit)) {
    found.push(finding('/unit', 'unknown', msg('There is no such unit in the list.')))
  }
  return [...found, ...ratioFindings(entry, others), ...countsFindings(entry)]
}

function ratioFindings(entry: IndicatorEntry & { id?: string }, others: readonly Other[]): Finding[] {
  const { numeratorId, denominatorId } = entry
  if (numeratorId === null && denominatorId === null) return []
  const parts = [
    ['/numeratorId', numeratorId],
    ['/denominatorId', denominatorId],
  ] as const
  const found = parts.flatMap(([pointer, id]) => {
    if (id === null) return [finding(pointer, 'required', msg('A ratio is made of two quantities.'))]
    const part = others.find((one) => one.id === id)
    return part?.kind === 'additive' && id !== entry.id
      ? []
      : [finding(pointer, 'unknown', msg('A ratio is made of quantities of this programme that add up.'))]
  })
  if (found.length === 0 && numeratorId === denominatorId) {
    found.push(finding('/denominatorId', 'same', msg('A quantity divided by itself says nothing.')))
  }
  return found
}

function countsFindings({ counts, cumulative, byForm, numeratorId }: IndicatorEntry): Finding[] {
  if (counts === null) return []
  if (numeratorId !== null) return [finding('/counts', 'ratio', msg('A ratio counts nothing itself.'))]
  if (counts === 'left') {
    return cumulative
      ? [finding('/cumulative', 'left', msg('Those who left are counted month by month.'))]
      : []
  }
  return [
    ...(cumulative
      ? []
      : [finding('/cumulative', 'stands', msg('Units and members are counted as they stand at the end.'))]),
    ...(byForm ? [] : [finding('/byForm', 'needed', msg('Units and members are counted form by form.'))]),
  ]
}

const fixed = ['unit', 'numeratorId', 'denominatorId', 'cumulative', 'byTrade', 'byForm', 'counts'] as const

/** What figures were made with stays; another quantity is another indicator. */
export const usedFindings = (before: IndicatorEntry, after: IndicatorEntry): Finding[] =>
  fixed
    .filter((key) => before[key] !== after[key])
    .map((key) =>
      finding(
        `/${key}`,
        'used',
        msg('Figures were made with this indicator, so this stays. Retire it and add another one instead.'),
      ),
    )

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

export type PeriodEntry = { names: Names; fromOn: Day; toOn: Day; plansDueOn: Day }

export function periodFindings(entry: PeriodEntry & { code: string }): Finding[] {
  const found = entryFindings(entry)
  for (const key of ['fromOn', 'toOn', 'plansDueOn'] as const) {
    if (!isDay(entry[key])) found.push(finding(`/${key}`, 'date', msg('There is no such date.')))
  }
  if (found.length > 0) return found
  if (!entry.fromOn.endsWith('-01')) {
    found.push(finding('/fromOn', 'month', msg('A period begins with the first day of a month.')))
  }
  if (!entry.toOn.endsWith('-01')) {
    found.push(finding('/toOn', 'month', msg('A period ends with the last day of a month.')))
  }
  if (entry.fromOn >= entry.toOn) found.push(finding('/toOn', 'order', msg('It ends before it begins.')))
  if (entry.plansDueOn >= entry.toOn) {
    found.push(finding('/plansDueOn', 'late', msg('Plans would be due only after the period.')))
  }
  return found
}
