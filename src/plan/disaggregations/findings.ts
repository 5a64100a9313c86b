// What may be set up of what figures are told apart by. Apart from what is said of a figure, which every phone loads.
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { entryFindings } from '../../registry/lists/rules.ts'
import { mostLeast, mostParts } from './rules.ts'

/** From so few on a figure can be withheld at all: below, what is withheld could only be a 1. */
const fewest = 3

export type PartEntry = { code: string; names: Names; retired?: boolean }
export type DisaggregationEntry = { names: Names; least: number; parts: readonly PartEntry[] }

/** Parts make a figure together, so there are two of them at least. */
export function disaggregationFindings({
  least,
  parts,
  ...entry
}: DisaggregationEntry & { code: string }): Finding[] {
  const found = entryFindings(entry)
  if (least !== 0 && (least < fewest || least > mostLeast)) {
    const text = msg('Figures are withheld below a number from {n} to {most}, or not at all: then 0.')
    found.push(finding('/least', 'range', text, { n: fewest, most: mostLeast }))
  }
  if (parts.filter(({ retired }) => !retired).length < 2) {
    found.push(finding('/parts', 'few', msg('Parts make up a figure together: there are at least two.')))
  }
  if (parts.length > mostParts)
    found.push(finding('/parts', 'many', msg('There are at most {n} parts.'), { n: mostParts }))
  for (const [at, part] of parts.entries()) {
    const own = entryFindings(part)
    found.push(...own.map((one) => ({ ...one, pointer: `/parts/${at}${one.pointer}` })))
    if (parts.findIndex(({ code }) => code === part.code) < at)
      found.push(finding(`/parts/${at}/code`, 'taken', msg('This code is taken.')))
  }
  return found
}
