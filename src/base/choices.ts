// Choosing from a list that is kept by hand: what was taken off it stays with what has it.
import type { Day } from './dates.ts'
import { type Finding, finding } from './problems.ts'
import { msg } from './words.ts'

type Listed = { code: string; retiredOn: Day | null }

/** What may be chosen: what the list offers, and what stands there already. */
export const choosable = <E extends Listed>(list: readonly E[], standing: string | null): E[] =>
  list.filter(({ code, retiredOn }) => retiredOn === null || code === standing)

/** Whatever the list offers is chosen from, where it offers anything. */
export function choiceFindings(
  pointer: string,
  list: readonly Listed[],
  chosen: string | null,
  standing: string | null,
): Finding[] {
  if (chosen === null)
    return list.some(({ retiredOn }) => retiredOn === null)
      ? [finding(pointer, 'required', msg('Please choose.'))]
      : []
  return choosable(list, standing).some(({ code }) => code === chosen)
    ? []
    : [finding(pointer, 'unknown', msg('The programme’s list does not offer this.'))]
}
