// Figures about what people answered. They are published as coarse shares, so that neither a figure nor the difference
// of two of them says what one person answered:
// - below `fewest` answers there is no figure at all;
// - shares are rounded to 5 %: a count cannot be read back from them where many answered;
// - the last fifth on either side, and two answers at least, is told as one: "80 % or more" holds for everybody and for
//   all but a fifth. Whoever has an answer of their own among them takes it off; if that left everybody or nobody, it
//   would say of every other person what that person answered. It cannot for whoever has one answer, or fewer than a
//   fifth of them.

/** No figure about fewer people than this. */
export const fewest = 5

/** 'most': the percentage or less; 'least': the percentage or more. */
export type Share = { sign: 'about' | 'most' | 'least'; percent: number }

const step = 5

/** The share of `count` among `of` people. Throws for fewer than five: whoever asks has decided that before. */
export function coarse(count: number, of: number): Share {
  if (of < fewest) throw new RangeError(`a share of ${of} people is no figure`)
  const edge = Math.max(2, Math.ceil(of / 5))
  if (count <= edge) return { sign: 'most', percent: Math.ceil((edge / of) * (100 / step)) * step }
  if (count >= of - edge)
    return { sign: 'least', percent: Math.floor(((of - edge) / of) * (100 / step)) * step }
  return { sign: 'about', percent: Math.round((count / of) * (100 / step)) * step }
}

/**
 * How many people two groups differ by, on each side where they differ at all, if figures of both are told; `of`: how
 * many are in the larger one. Five besides as many as could be the curious one's own, who are fewer than a fifth.
 */
export const apart = (of: number): number => fewest + Math.ceil(of / 5) - 1

/** Whether `by` people may stand in one group and not in the other, of which the larger has `of`. */
export const mayDiffer = (by: number, of: number): boolean => by === 0 || by >= apart(of)
