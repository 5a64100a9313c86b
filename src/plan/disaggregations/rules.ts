// What figures are told apart by, such as women and men: what may be said of a figure. Pure.
import { wholeFinding } from '../../base/figures.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'

export const mostParts = 20
export const mostLeast = 100

/** A disaggregation as whoever reports an indicator meets it; a part's id is that of the indicator's part. */
export type Asked = {
  id: string
  names: Names
  /** in totals, figures from 1 to below it are withheld; 0 withholds none */
  least: number
  /** `isAsked`: not one that was retired, of which what was told stays */
  parts: { id: string; names: Names; isAsked: boolean }[]
}

/** What is said of a figure's parts, by the ids of the indicator's parts. */
export type Said = Readonly<Record<string, number>>

/**
 * What speaks against what is said of the parts of a figure: of one disaggregation all that are asked or none, and
 * together they are the figure.
 */
export function saidFindings(said: Said, value: number, all: readonly Asked[]): Finding[] {
  const known = new Set(all.flatMap(({ parts }) => parts.map(({ id }) => id)))
  const strange = Object.keys(said)
    .filter((id) => !known.has(id))
    .map((id) => finding(`/parts/${id}`, 'unknown', msg('This figure is not told apart by this.')))
  const wrong = Object.entries(said).flatMap(([id, n]) => wholeFinding(`/parts/${id}`, n) ?? [])
  return [
    ...strange,
    ...wrong,
    ...(wrong.length > 0 ? [] : all.flatMap((one) => sumFindings(said, value, one))),
  ]
}

function sumFindings(said: Said, value: number, { parts }: Asked): Finding[] {
  const own = parts.filter(({ id }) => said[id] !== undefined)
  if (own.length === 0) return []
  const missing = parts.filter(({ id, isAsked }) => isAsked && said[id] === undefined)
  if (missing.length > 0) {
    const text = msg('Please say every part, a 0 where there is none, or leave all of them empty.')
    return missing.map(({ id }) => finding(`/parts/${id}`, 'required', text))
  }
  const sum = own.reduce((all, { id }) => all + said[id], 0)
  const pointer = `/parts/${own[own.length - 1].id}`
  if (sum > value)
    return [finding(pointer, 'sum', msg('Together {n} more than the figure.'), { n: sum - value })]
  return sum < value
    ? [finding(pointer, 'sum', msg('Together {n} fewer than the figure.'), { n: value - sum })]
    : []
}
