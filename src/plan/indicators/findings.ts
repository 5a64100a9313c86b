// What may stand in an indicator, and what stays once figures were made with it. Apart from what an indicator is, which
// every screen reads.
import { type Finding, finding } from '../../base/problems.ts'
import { isEmptyText, msg } from '../../base/words.ts'
import { entryFindings } from '../../registry/lists/rules.ts'
import type { Frequency } from '../frequency/rules.ts'
import type { Unit } from '../units/rules.ts'
import {
  type IndicatorEntry,
  type IndicatorKind,
  isReckoned,
  kindOf,
  mostTerms,
  thousandths,
} from './rules.ts'

const mostWeight = 1000

type Cut = { unit: string; byTrade: boolean; byForm: boolean }
type Other = Cut & { id: string; kind: IndicatorKind; isSummed: boolean; cumulative: boolean }

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
  return [
    ...found,
    ...ratioFindings(entry, others),
    ...formulaFindings(entry, others),
    ...averageFindings(entry),
    ...balanceFindings(entry, others),
    ...countsFindings(entry),
  ]
}

/** A share is a ratio of two quantities, which are added up in its stead; by itself it could not be. */
export function shareFindings(
  entry: Pick<IndicatorEntry, 'unit' | 'numeratorId' | 'terms' | 'averaged'>,
  units: readonly Unit[],
): Finding[] {
  const unit = units.find((one) => one.code === entry.unit)
  if (isReckoned(kindOf(entry)) || !unit?.isShare) return []
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
    return part?.isSummed && part.kind === 'additive' && id !== entry.id
      ? []
      : [finding(pointer, 'unknown', msg('A ratio is made of quantities of this programme that add up.'))]
  })
  if (found.length === 0 && numeratorId === denominatorId) {
    found.push(finding('/denominatorId', 'same', msg('A quantity divided by itself says nothing.')))
  }
  return found
}

function formulaFindings(entry: IndicatorEntry & { id?: string }, others: readonly Other[]): Finding[] {
  const { terms, numeratorId, id } = entry
  if (!terms) return []
  const all: Finding[] = []
  if (numeratorId !== null)
    all.push(finding('/terms', 'ratio', msg('An indicator is a ratio or a formula, not both.')))
  if (terms.length === 0 || terms.length > mostTerms) {
    const text = msg('A formula is made of one to {n} indicators.')
    return [...all, finding('/terms', 'count', text, { n: mostTerms })]
  }
  const each = terms.flatMap(({ indicatorId, weight }, at) => {
    const found: Finding[] = []
    const term = others.find((one) => one.id === indicatorId && one.id !== id)
    if (!term?.isSummed && term?.kind !== 'ratio') {
      const text = msg(
        'A formula is made of ratios and of quantities that add up, of this programme; not of a formula.',
      )
      found.push(finding(`/terms/${at}/indicatorId`, 'unknown', text))
    } else if (terms.findIndex((one) => one.indicatorId === indicatorId) < at) {
      const text = msg('This indicator is in the formula already. Change its weight there.')
      found.push(finding(`/terms/${at}/indicatorId`, 'twice', text))
    }
    if (weight === 0 || Math.abs(weight) > mostWeight || thousandths(weight) === null) {
      const text = msg('A weight is a number of at most three decimal places up to {n}, and not 0.')
      found.push(finding(`/terms/${at}/weight`, 'weight', text, { n: mostWeight }))
    }
    return found
  })
  return [...all, ...each]
}

function averageFindings(entry: IndicatorEntry): Finding[] {
  if (!entry.averaged) return []
  const text = msg(
    'A figure is averaged over its months, or stands as of the last one, or is made of others.',
  )
  return entry.cumulative || kindOf(entry) !== 'average' ? [finding('/averaged', 'other', text)] : []
}

const cuts = ['unit', 'byTrade', 'byForm'] as const

function balanceFindings(entry: IndicatorEntry & { id?: string }, others: readonly Other[]): Finding[] {
  const { balance, cumulative, id } = entry
  if (!balance) return []
  const stands = cumulative && kindOf(entry) === 'additive'
  const text = msg('Only what stands at the end of the month has a closing account.')
  const all = stands ? [] : [finding('/balance', 'stands', text)]
  const each = balance.flatMap(({ indicatorId }, at) => {
    const pointer = `/balance/${at}/indicatorId`
    const part = others.find((one) => one.id === indicatorId && one.id !== id)
    if (part?.kind !== 'additive' || !part.isSummed || part.cumulative) {
      const text = msg(
        'A closing account is made of quantities of this programme that are counted month by month.',
      )
      return [finding(pointer, 'unknown', text)]
    }
    if (cuts.some((key) => part[key] !== entry[key])) {
      const text = msg(
        'This is planned in another unit than what stands, or not by the same trades and forms.',
      )
      return [finding(pointer, 'cut', text)]
    }
    const isTwice = balance.findIndex((one) => one.indicatorId === indicatorId) < at
    return isTwice ? [finding(pointer, 'twice', msg('This indicator is in the account already.'))] : []
  })
  return [...all, ...each]
}

function countsFindings(entry: IndicatorEntry): Finding[] {
  const { counts, cumulative, byForm } = entry
  if (counts === null) return []
  if (isReckoned(kindOf(entry)))
    return [finding('/counts', 'reckoned', msg('A ratio or a formula counts nothing itself.'))]
  if (counts === 'left') {
    return cumulative || entry.averaged
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

/** A formula that had other weights stays one: in the periods of those it is read by them. */
export const kindFindings = (
  before: { kind: IndicatorKind; earlier: readonly unknown[] },
  after: IndicatorEntry,
): Finding[] =>
  before.earlier.length > 0 && before.kind !== kindOf(after)
    ? [finding('/kind', 'defined', msg('It was defined otherwise in earlier periods, so its kind stays.'))]
    : []

const fixed = ['unit', 'numeratorId', 'denominatorId', 'cumulative', 'byTrade', 'byForm', 'counts'] as const

/** What figures were made with stays; another quantity is another indicator. A formula is never in use. */
export const usedFindings = (
  before: IndicatorEntry & { frequency: Frequency },
  after: IndicatorEntry,
): Finding[] =>
  [
    ...fixed.filter((key) => before[key] !== after[key]),
    ...((after.frequency ?? before.frequency) === before.frequency ? [] : (['frequency'] as const)),
    ...(after.terms ? (['terms'] as const) : []),
    ...((kindOf(before) === 'average') === (kindOf(after) === 'average') ? [] : (['averaged'] as const)),
  ].map((key) =>
    finding(
      `/${key}`,
      'used',
      msg('Figures were made with this indicator, so this stays. Retire it and add another one instead.'),
    ),
  )
