// What was said of the parts of a figure, disaggregation by disaggregation.
import { nameOf, t } from '../../../kit/words.ts'
import type { Said } from '../../../plan/disaggregations/rules.ts'
import { exactText } from '../parts/figures.tsx'
import type { Line } from '../shapes.ts'

export const saidParts = (
  { disaggregations, unit }: Line['indicator'],
  said: Said,
): { label: string; value: string }[] =>
  disaggregations.flatMap(({ names, parts }) => {
    const own = parts.filter(({ id }) => said[id] !== undefined)
    const each = own.map((one) =>
      t('{what}: {n}', { what: nameOf(one.names), n: exactText(said[one.id], unit) }),
    )
    return each.length > 0 ? [{ label: nameOf(names), value: each.join(' · ') }] : []
  })
