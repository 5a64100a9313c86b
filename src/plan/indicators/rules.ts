// What may stand in an indicator, a unit or a period, and what stays once figures were made with it.
import { type Finding, finding } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { entryFindings } from '../../registry/lists/rules.ts'
import type { Unit } from '../units/rules.ts'

export type IndicatorEntry = Omit<IndicatorRule, 'id' | 'kind'> & {
  names: Names
  definition: Names
  numeratorId: string | null
  denominatorId: string | null
  countedIn?: CountedIn
}

type Other = { id: string; kind: 'additive' | 'ratio'; isSummed: boolean }

/** `others` are the indicators of the programme; `id` the entry's own where it is changed. */
export function indicatorFindings(
  entry: IndicatorEntry & { code: string; id?: string },
  units: readonly Unit[],
  others: readonly Other[],
): Finding[] {
  const found = entryFindings(entry)
  if (isEmptyText(entry.definition)) {
    const text = msg('Please say what exactly is counted, and how: otherwise every place counts otherwise.')
    found.push(finding('/definition', 'required', text))
  }
  if (!units.some((unit) => unit.code === entry.unit)) {
    found.push(finding('/unit', 'unknown', msg('There is no such unit in the list.')))
  }
  return [...found, ...ratioFindings(entry, others), ...countsFindings(entry)]
}

/** A share is a ratio of two quantities, which are added up in its stead; by itself it could not be. */
export function shareFindings(
  entry: Pick<IndicatorEntry, 'unit' | 'numeratorId'>,
  units: readonly Unit[],
): Finding[] {
  const unit = units.find((one) => one.code === entry.unit)
  if (entry.numeratorId !== null || !unit?.isShare) return []
  const text = msg(
    'Shares and rates cannot be added up over months and places. Add the two quantities that it is made of, and then this one as their ratio.',
  )
  return [finding('/numeratorId', 'share', text)]
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
    return part?.isSummed && id !== entry.id
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

export const countedIns = ['parts', 'whole'] as const
/** Whose figures count in a period that has parts, of which both may be planned: its parts’, or its own. */
export type CountedIn = (typeof countedIns)[number]

export const indicatorKinds = ['additive', 'ratio'] as const
export const indicatorKindNames: Record<(typeof indicatorKinds)[number], string> = {
  additive: msg('added up'),
  ratio: msg('a ratio'),
}
export type IndicatorKind = (typeof indicatorKinds)[number]

/** What an indicator counts of a trade's organisation, so that its lines can be held against the condition sheet. */
export const countables = ['organisations', 'members', 'left'] as const
export type Countable = (typeof countables)[number]

/** As much of an indicator as the rules need. */
export type IndicatorRule = {
  id: string
  unit: string
  kind: IndicatorKind
  cumulative: boolean
  byTrade: boolean
  byForm: boolean
  needsAction: boolean
  /** what it counts of a trade's organisation; null for everything else */
  counts: Countable | null
}
