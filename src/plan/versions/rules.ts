// A plan as it is kept for ever: its content, written in one way only so that a digest can vouch for it, and what
// changed between two of them.
import { canonical } from '../../base/canonical.ts'
import type { Names } from '../../base/words.ts'
import type { Countable } from '../indicators/rules.ts'
import type { Citation } from '../lines/rules.ts'
import type { Phasing } from '../phasing/rules.ts'
import type { Figures } from '../sheets/rules.ts'

export type VersionLine = {
  id: string
  /** the code; null where the programme's plans were not divided */
  section: string | null
  indicator: {
    code: string
    names: Names
    /** not kept before 0.3.0 */
    definition?: Names
    unit: string
    cumulative: boolean
    counts: Countable | null
  }
  trade: { code: string; names: Names } | null
  form: string | null
  baseline: number
  target: number
  phasing: Phasing
  /** left out where the place that plans reports it */
  reporters?: { code: string; names: Names; baseline: number }[]
  decidedTarget: number | null
  decidedReason: Names | null
  ownerPost: Names | null
  means: Names
  risk: Names
  note: Names
  actions: { what: Names; where: Names; who: Names; fromSaid: string; toSaid: string }[]
  citations: Citation[]
}

export type VersionContent = {
  place: { code: string; names: Names }
  period: { code: string; names: Names }
  lines: VersionLine[]
  conditions: {
    trade: { code: string; names: Names }
    outlook: string | null
    outlookReason: Names
    figures: Figures
  }[]
}

export type LineDifference = {
  line: VersionLine
  before: VersionLine | null
  after: VersionLine | null
  /** the parts that differ, by their names in a line */
  changed: (keyof VersionLine)[]
}

const parts = [
  'section',
  'baseline',
  'target',
  'phasing',
  'reporters',
  'decidedTarget',
  'decidedReason',
  'ownerPost',
  'means',
  'risk',
  'note',
  'actions',
  'citations',
] as const satisfies readonly (keyof VersionLine)[]

/**
 * What became of each line, in the order of the later version; lines taken out come last. Unchanged lines are left out.
 */
export function compareVersions(before: VersionContent, after: VersionContent): LineDifference[] {
  const old = new Map(before.lines.map((line) => [line.id, line]))
  const now = new Set(after.lines.map((line) => line.id))
  const differences = after.lines.map((line): LineDifference => {
    const was = old.get(line.id) ?? null
    const changed = was ? parts.filter((part) => canonical(was[part]) !== canonical(line[part])) : []
    return { line, before: was, after: line, changed }
  })
  const gone = before.lines.filter((line) => !now.has(line.id))
  return [
    ...differences.filter((one) => !one.before || one.changed.length > 0),
    ...gone.map((line): LineDifference => ({ line, before: line, after: null, changed: [] })),
  ]
}
