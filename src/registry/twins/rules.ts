// One person or unit entered twice: in what two entries are alike, and how much that says. Pure.
export const subjects = ['person', 'organisation'] as const

/** What two entries have in common; 'like': names that differ in a sign, as `nearest` finds them. */
export const likenesses = ['name', 'sound', 'like', 'phone', 'place'] as const
export type Likeness = (typeof likenesses)[number]

/** What the database compares: the keys of the names and telephones, and the places. */
export type Same = {
  sameName: boolean
  sameSound: boolean
  likeUnit: boolean
  samePhone: boolean
  samePlace: boolean
}

/** In what two entries are alike; the same signs sound the same, so that this is not said beside it. */
export function likenessOf(same: Same, isNear = false): Likeness[] {
  const { sameName, sameSound, likeUnit, samePhone, samePlace } = same
  const name: Likeness[] = sameName ? ['name'] : sameSound ? ['sound'] : likeUnit || isNear ? ['like'] : []
  return [...name, ...(samePhone ? (['phone'] as const) : []), ...(samePlace ? (['place'] as const) : [])]
}

const weights: Record<Likeness, number> = { phone: 4, name: 3, sound: 2, like: 1, place: 1 }
export const weightOf = (alike: readonly Likeness[]): number =>
  alike.reduce((sum, one) => sum + weights[one], 0)
