// Who reports a line: the place that plans it, or places of one level below it that lie there, each with its part of
// the baseline. What they report is added up at the place that plans, and figures of two levels never are. Pure; the
// same in the browser and on the server.
import { wholeFinding } from '../../base/figures.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'

export type Reporter = { placeId: string; baseline: number }

/** A line has no more of them: each month of each is a figure. */
export const mostReporters = 200

/** What is known of a place that is named as a reporter. */
export type KnownPlace = {
  id: string
  level: string
  /** lies in the place that plans, at a level below it, on the last day of the period */
  isInside: boolean
}

/** What the reporters of a line are judged against. */
export type ReportersKnown = {
  places: readonly KnownPlace[]
  /** those that an approved version holds, with the baseline that they report against: results may hang on them */
  standing: readonly Reporter[]
  /** whether an approved version holds the line */
  isBinding: boolean
  /** whether figures of the indicator may be added up */
  isSummed: boolean
}

export function reporterFindings(
  reporters: readonly Reporter[],
  baseline: number,
  known: ReportersKnown,
): Finding[] {
  const { standing, isBinding, isSummed } = known
  const gone = standing.filter((own) => !reporters.some(({ placeId }) => placeId === own.placeId))
  if (gone.length > 0) {
    const text = msg('Whoever was approved as reporting this line stays: results may hang on it.')
    return [finding('/reporters', 'standing', text)]
  }
  if (reporters.length === 0) return []
  if (isBinding && standing.length === 0) {
    const text = msg('This line was approved as reported by the place that plans it, and stays so.')
    return [finding('/reporters', 'binding', text)]
  }
  if (!isSummed) {
    const text = msg('Shares and rates are not added up: the place that plans reports them itself.')
    return [finding('/reporters', 'share', text)]
  }
  const found = [
    ...placeFindings(reporters, known),
    ...reporters.flatMap(figureFindings),
    ...reporters.flatMap((one, at) => keptFindings(one, at, standing)),
  ]
  const sum = reporters.reduce((all, one) => all + one.baseline, 0)
  if (found.length > 0 || sum === baseline) return found
  const params = { sum, baseline, n: Math.abs(baseline - sum) }
  const text =
    sum < baseline
      ? msg('Their baselines make {sum}, the line’s is {baseline}: {n} are missing.')
      : msg('Their baselines make {sum}, the line’s is {baseline}: {n} too many.')
  return [finding('/reporters', 'sum', text, params)]
}

/** What was reported already counts against the baseline that it was made with: parted anew, it would count twice. */
function keptFindings({ placeId, baseline }: Reporter, at: number, standing: readonly Reporter[]): Finding[] {
  const own = standing.find((one) => one.placeId === placeId)
  if (!own || own.baseline === baseline) return []
  const text = msg('Who reports this line already keeps the baseline that it reports against: {n}.')
  return [finding(`/reporters/${at}/baseline`, 'standing', text, { n: own.baseline })]
}

const figureFindings = ({ baseline }: Reporter, at: number): Finding[] => {
  const wrong = wholeFinding(`/reporters/${at}/baseline`, baseline)
  return wrong ? [wrong] : []
}

function placeFindings(reporters: readonly Reporter[], { places, standing }: ReportersKnown): Finding[] {
  const levelOf = (id: string) => places.find((one) => one.id === id)?.level
  const stays = standing.map(({ placeId }) => placeId)
  const [first] = stays.length > 0 ? stays : reporters.map(({ placeId }) => placeId)
  return reporters.flatMap(({ placeId }, at) => {
    const here = (code: string, text: string) => [finding(`/reporters/${at}/placeId`, code, text)]
    if (reporters.findIndex((one) => one.placeId === placeId) < at)
      return here('twice', msg('This place is named twice.'))
    // What moved away since goes on: only new ones have to lie there.
    if (stays.includes(placeId)) return []
    if (!places.some(({ id, isInside }) => id === placeId && isInside))
      return here(
        'elsewhere',
        msg('This place does not lie in the one that plans on the last day of the period.'),
      )
    return levelOf(placeId) === levelOf(first)
      ? []
      : here('level', msg('Those that report a line are all of one level: figures of two are never added.'))
  })
}

/** The baseline in equal whole parts; what is over falls to the first. */
export function equalParts(baseline: number, count: number): number[] {
  const each = Math.floor(baseline / count)
  const over = baseline - each * count
  return Array.from({ length: count }, (_, at) => each + (at < over ? 1 : 0))
}
