// The walk along the thread, pure: which nodes are reached up and down from one, how far, and which of them are shown.
// What may be seen is the doors' to say; a node that is not described is as if it were not there, and nothing is
// reached through it.
import { type Described, type Link, type Ref, type RefKind, refKey, refKinds } from '../base/refs.ts'
import { msg } from '../base/words.ts'

/** How a kind is called where many of it stand together. */
export const kindNames: Record<RefKind, string> = {
  clause: msg('Policy clauses'),
  case_step: msg('Steps of cases'),
  misconception: msg('Misconceptions'),
  plan_line: msg('Plan lines'),
  report: msg('Progress reports'),
  commitment: msg('Commitments'),
}

export type Doors = { links(refs: Ref[]): Promise<Link[]>; describe(refs: Ref[]): Promise<Described[]> }
export type Direction = 'here' | 'up' | 'down'
export type Found = Described & { direction: Direction; level: number }
export type Walked = {
  /** The start first, then by distance. */
  nodes: Found[]
  links: Link[]
  /** False where the walk was stopped because there is too much to count. */
  isWhole: boolean
}

/** Steps each way. */
const depth = 3
/** Nodes drawn at most, the start included. */
const shownAtMost = 60
/** Nodes counted at most; far beyond what a programme links to one thing. */
const countedAtMost = 5000

type Side = { frontier: Ref[]; seen: Set<string> }

/**
 * Walks breadth-first, up and down at the same time; null where the start may not be seen. Each level asks the doors
 * twice, however many nodes it has. Invariant: it ends for any links, circles included, and if b lies below a then a
 * lies above b.
 */
export async function walk(start: Ref, doors: Doors, levels = depth): Promise<Walked | null> {
  const [here] = await doors.describe([start])
  if (!here) return null
  const described = new Map<string, Described | null>([[refKey(start), here]])
  const nodes = new Map<string, Found>([[refKey(start), { ...here, direction: 'here', level: 0 }]])
  const links = new Map<string, Link>()
  const side = (): Side => ({ frontier: [start], seen: new Set([refKey(start)]) })
  const [up, down] = [side(), side()]

  for (let level = 1; level <= levels; level++) {
    const frontier = unique([...up.frontier, ...down.frontier])
    if (frontier.length === 0 || nodes.size > countedAtMost) break
    const found = await doors.links(frontier)
    const unknown = unique(found.flatMap(({ from, to }) => [from, to])).filter(
      (ref) => !described.has(refKey(ref)),
    )
    for (const ref of unknown) described.set(refKey(ref), null)
    for (const one of unknown.length > 0 ? await doors.describe(unknown) : []) described.set(refKey(one), one)
    const isSeen = (ref: Ref) => Boolean(described.get(refKey(ref)))
    for (const link of found) if (isSeen(link.from) && isSeen(link.to)) links.set(linkKey(link), link)
    const step = (of: Side, direction: 'up' | 'down') => {
      const [near, far] = direction === 'up' ? (['to', 'from'] as const) : (['from', 'to'] as const)
      const edge = new Set(of.frontier.map(refKey))
      const next: Ref[] = []
      for (const link of found) {
        const key = refKey(link[far])
        const one = described.get(key)
        if (!edge.has(refKey(link[near])) || of.seen.has(key) || !one) continue
        of.seen.add(key)
        next.push(link[far])
        if (!nodes.has(key)) nodes.set(key, { ...one, direction, level })
      }
      of.frontier = next
    }
    step(up, 'up')
    step(down, 'down')
  }
  const kept = [...links.values()].filter(({ from, to }) => nodes.has(refKey(from)) && nodes.has(refKey(to)))
  return { nodes: [...nodes.values()], links: kept, isWhole: nodes.size <= countedAtMost }
}

const linkKey = ({ from, to }: Link): string => `${refKey(from)} ${refKey(to)}`

function unique(refs: Ref[]): Ref[] {
  return [...new Map(refs.map((ref) => [refKey(ref), { kind: ref.kind, id: ref.id }])).values()]
}

export type More = { direction: 'up' | 'down'; kind: RefKind; count: number }

/**
 * Chooses what is drawn: the nearest first, and within a level the kinds in turn, so that many reports do not push out
 * the one clause. Whatever is left out is counted by kind, never dropped in silence.
 */
export function choose(walked: Walked, limit = shownAtMost): { nodes: Found[]; links: Link[]; more: More[] } {
  const furthest = Math.max(...walked.nodes.map((node) => node.level))
  const ordered: Found[] = []
  for (let level = 0; level <= furthest; level++) {
    const groups = refKinds.flatMap((kind) =>
      (['here', 'up', 'down'] as const).map((direction) =>
        walked.nodes.filter(
          (node) => node.level === level && node.kind === kind && node.direction === direction,
        ),
      ),
    )
    const longest = Math.max(0, ...groups.map((group) => group.length))
    for (let at = 0; at < longest; at++) for (const group of groups) if (group[at]) ordered.push(group[at])
  }
  const nodes = ordered.slice(0, limit)
  const keys = new Set(nodes.map(refKey))
  const counts = new Map<string, More>()
  for (const node of ordered.slice(limit)) {
    if (node.direction === 'here') continue
    const key = `${node.direction} ${node.kind}`
    const more = counts.get(key) ?? { direction: node.direction, kind: node.kind, count: 0 }
    counts.set(key, { ...more, count: more.count + 1 })
  }
  return {
    nodes,
    links: walked.links.filter(({ from, to }) => keys.has(refKey(from)) && keys.has(refKey(to))),
    more: [...counts.values()],
  }
}
