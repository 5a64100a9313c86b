// What needs the reader in a class: found from the figures of its cells, never stored. Pure.
import { type Day, latest, type SaidDate } from '../../base/dates.ts'
import type { Names } from '../../base/words.ts'
import type { ClassState } from '../classes/rules.ts'

export type CellCounts = {
  placeId: string
  postId: string
  seats: number
  accepted: number
  undecided: number
  returned: number
  waiting: number
}

/** A nomination that somebody has to look at: returned, first on a waiting list, or its appointment has lapsed. */
export type Pending = {
  id: string
  placeId: string
  postId: string
  state: 'returned' | 'waiting' | 'nominated' | 'accepted'
  reason: string | null
  names: Names
  lapsed: boolean
}

type NeedKind =
  | 'missing'
  | 'returned'
  | 'undecided'
  | 'free-seat'
  | 'lapsed'
  | 'no-attendance'
  | 'begin'
  | 'close'
  | 'no-seats'
  | 'call'

export type Need = {
  kind: NeedKind
  placeId: string | null
  postId: string | null
  person: Names | null
  reason: string | null
  n: number
  nominationId: string | null
  sessionId: string | null
}

type Situation = {
  today: Day
  state: ClassState
  firstDay: Day
  lastDay: Day
  deadlineSaid: SaidDate | null
  seats: number
  cells: CellCounts[]
  pending: Pending[]
  /** past sessions without a single mark, the first of them */
  unrecorded: { n: number; sessionId: string | null }
  /** the reader decides for the whole class, not only for places of its own */
  isDecider: boolean
  mayRecord: boolean
}

const need = (kind: NeedKind, rest: Partial<Need> = {}): Need => ({
  kind,
  placeId: null,
  postId: null,
  person: null,
  reason: null,
  n: 0,
  nominationId: null,
  sessionId: null,
  ...rest,
})

/** The most pressing first. A closed class needs nobody. */
export function needsOf(now: Situation): Need[] {
  if (now.state === 'closed') return []
  if (now.state === 'preparing') {
    if (!now.isDecider) return []
    return now.seats === 0 ? [need('no-seats')] : [need('call', { n: now.seats })]
  }
  const isLate = now.deadlineSaid !== null && latest(now.deadlineSaid) < now.today
  const missing = now.cells
    .map((cell) => ({ ...cell, n: cell.seats - cell.accepted - cell.undecided - cell.returned }))
    .filter((cell) => cell.n > 0 && cell.waiting === 0 && isLate)
    .map(({ placeId, postId, n }) => need('missing', { placeId, postId, n }))
  const of = (found: Pending) => ({
    placeId: found.placeId,
    postId: found.postId,
    person: found.names,
    reason: found.reason,
    nominationId: found.id,
  })
  const returned = now.pending.filter((p) => p.state === 'returned').map((p) => need('returned', of(p)))
  const lapsed = now.pending
    .filter((p) => p.lapsed && p.state !== 'returned')
    .map((p) => need('lapsed', of(p)))
  const freeIn = (p: Pending) => {
    const cell = now.cells.find((c) => c.placeId === p.placeId && c.postId === p.postId)
    return cell !== undefined && cell.accepted + cell.undecided < cell.seats
  }
  const free = now.isDecider
    ? now.pending.filter((p) => p.state === 'waiting' && freeIn(p)).map((p) => need('free-seat', of(p)))
    : []
  const undecided = now.isDecider
    ? [...sumByPlace(now.cells)].map(([placeId, n]) => need('undecided', { placeId, n }))
    : []
  const steps: Need[] = []
  if (now.mayRecord && now.unrecorded.n > 0) steps.push(need('no-attendance', now.unrecorded))
  if (now.isDecider && now.state === 'called' && now.firstDay <= now.today) steps.push(need('begin'))
  if (now.isDecider && now.state === 'running' && now.lastDay < now.today) steps.push(need('close'))
  return [...missing, ...returned, ...lapsed, ...free, ...undecided, ...steps]
}

function sumByPlace(cells: readonly CellCounts[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { placeId, undecided } of cells) {
    if (undecided > 0) sums.set(placeId, (sums.get(placeId) ?? 0) + undecided)
  }
  return sums
}
