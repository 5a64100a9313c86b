// Places the nodes of a layered graph: a column for each kind, rows ordered so that few edges cross, and a free lane
// through every column that an edge must pass. Pure.

export type Edge = { from: string; to: string }
export type Spot = { x: number; y: number }
export type Sizes = { width: number; height: number; gapX: number; gapY: number; head: number }

const lane = 16
const laneId = (edge: Edge, column: number) => `${edge.from} → ${edge.to} / ${column}`

/** Orders each column by the mean row of its neighbours, sweeping to and fro a few times. */
export function orderColumns(columns: string[][], edges: Edge[]): string[][] {
  const order = columns.map((ids) => [...ids])
  const near = new Map<string, string[]>()
  for (const { from, to } of edges) {
    near.set(from, [...(near.get(from) ?? []), to])
    near.set(to, [...(near.get(to) ?? []), from])
  }
  const rowOf = new Map<string, number>()
  const number = (ids: string[]) => {
    for (const [row, id] of ids.entries()) rowOf.set(id, row - (ids.length - 1) / 2)
  }
  for (const ids of order) number(ids)
  for (let sweep = 0; sweep < 6; sweep++) {
    const range = [...order.keys()]
    for (const c of sweep % 2 === 0 ? range : range.reverse()) {
      const means = order[c].map((id, at) => {
        const rows = (near.get(id) ?? []).map((other) => rowOf.get(other) ?? 0)
        const mean = rows.length > 0 ? rows.reduce((a, b) => a + b, 0) / rows.length : (rowOf.get(id) ?? 0)
        return { id, at, mean }
      })
      order[c] = means.sort((a, b) => a.mean - b.mean || a.at - b.at).map(({ id }) => id)
      number(order[c])
    }
  }
  return order
}

/** Left upper corners of all nodes, and middles of the lanes; each column is centred. */
export function placeAll(
  columns: string[][],
  edges: Edge[],
  sizes: Sizes,
): { spots: Map<string, Spot>; height: number } {
  const columnOf = new Map(columns.flatMap((ids, column) => ids.map((id) => [id, column] as const)))
  const withLanes = columns.map((ids) => [...ids])
  const short: Edge[] = []
  for (const edge of edges) {
    const [a, b] = [columnOf.get(edge.from) ?? 0, columnOf.get(edge.to) ?? 0]
    const [first, last] = a <= b ? [edge.from, edge.to] : [edge.to, edge.from]
    let before = first
    for (let column = Math.min(a, b) + 1; column < Math.max(a, b); column++) {
      const id = laneId(edge, column)
      withLanes[column].push(id)
      short.push({ from: before, to: id })
      before = id
    }
    short.push({ from: before, to: last })
  }
  const order = orderColumns(withLanes, short)
  const tallOf = (id: string) => (columnOf.has(id) ? sizes.height : lane)
  const heights = order.map((ids) => ids.reduce((sum, id) => sum + tallOf(id) + sizes.gapY, 0))
  const tallest = Math.max(sizes.height + sizes.gapY, ...heights)
  const spots = new Map<string, Spot>()
  for (const [column, ids] of order.entries()) {
    let y = sizes.head + (tallest - heights[column]) / 2
    for (const id of ids) {
      spots.set(id, { x: column * (sizes.width + sizes.gapX), y: columnOf.has(id) ? y : y + lane / 2 })
      y += tallOf(id) + sizes.gapY
    }
  }
  return { spots, height: sizes.head + tallest }
}

/** The path of an edge from the right side of one node to the left side of the other, through its lanes. */
export function curveOf(edge: Edge, spots: Map<string, Spot>, width: number, height: number): string {
  let [a, b] = [spots.get(edge.from), spots.get(edge.to)]
  if (!a || !b) return ''
  if (a.x > b.x) [a, b] = [b, a]
  const [startX, startY, endY] = [a.x + width, a.y + height / 2, b.y + height / 2]
  if (a.x === b.x)
    return `M${startX} ${startY}C${startX + 30} ${startY} ${startX + 30} ${endY} ${startX} ${endY}`
  let path = `M${startX} ${startY}`
  let [x, y] = [startX, startY]
  const bendTo = (toX: number, toY: number) => {
    const middle = (x + toX) / 2
    path += `C${middle} ${y} ${middle} ${toY} ${toX} ${toY}`
    ;[x, y] = [toX, toY]
  }
  for (let column = 0; column < 20; column++) {
    const through = spots.get(laneId(edge, column))
    if (!through) continue
    bendTo(through.x, through.y)
    path += `H${through.x + width}`
    x = through.x + width
  }
  bendTo(b.x, endY)
  return path
}
