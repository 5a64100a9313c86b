// A small layered graph: a column for each kind, nodes are links, edges are curves. The caller also gives a list.
import type { ReactNode } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { curveOf, placeAll } from './graph-layout.ts'
import { ScrollFrame } from './scroll-frame.tsx'

export type GraphColumn = { key: string; title: ReactNode }
export type GraphNode = {
  id: string
  column: string
  text: string
  note?: string
  href?: string
  /** Where the reader stands. */
  current?: boolean
}
export type GraphEdge = { from: string; to: string; label?: string }

const nodeHeight = 58
const gapY = 14
const head = 34

/** As wide as the frame allows, so that all columns are seen at once; where they would be too narrow, it scrolls. */
function sizesIn(room: number, columns: number): { width: number; gapX: number } {
  const gapX = columns > 4 ? 30 : 46
  const width = Math.floor((room + gapX) / Math.max(columns, 1)) - gapX
  return { width: Math.min(200, Math.max(132, width)), gapX }
}

export function Graph({
  label,
  columns,
  nodes,
  edges,
}: {
  label: string
  columns: GraphColumn[]
  nodes: GraphNode[]
  edges: GraphEdge[]
}) {
  const [over, setOver] = useState<string | null>(null)
  const [room, setRoom] = useState(1000)
  const frame = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const outer = frame.current?.parentElement
    if (!outer) return
    const measure = () => setRoom(outer.clientWidth - 4)
    measure()
    const watcher = new ResizeObserver(measure)
    watcher.observe(outer)
    return () => watcher.disconnect()
  }, [])
  const used = columns.filter((column) => nodes.some((node) => node.column === column.key))
  const { width: nodeWidth, gapX } = sizesIn(room, used.length)
  const columnOf = new Map(
    nodes.map((node) => [node.id, used.findIndex((column) => column.key === node.column)]),
  )
  const { spots, height } = placeAll(
    used.map((column) => nodes.filter((node) => node.column === column.key).map((node) => node.id)),
    edges.filter((edge) => columnOf.has(edge.from) && columnOf.has(edge.to)),
    { width: nodeWidth, height: nodeHeight, gapX, gapY, head },
  )
  const width = used.length * (nodeWidth + gapX) - gapX
  const isLit = (edge: GraphEdge) => over === edge.from || over === edge.to
  // In reading order, so that the Tab key walks column by column.
  const ordered = [...nodes].sort((a, b) => {
    const [p, q] = [spots.get(a.id), spots.get(b.id)]
    return (p?.x ?? 0) - (q?.x ?? 0) || (p?.y ?? 0) - (q?.y ?? 0)
  })
  return (
    <ScrollFrame label={label} className='graph'>
      <div ref={frame} style={{ width, height }}>
        <svg width={width} height={height} aria-hidden='true'>
          {edges.map((edge) => (
            <path
              key={`${edge.from} ${edge.to}`}
              className={isLit(edge) ? 'lit' : undefined}
              d={curveOf(edge, spots, nodeWidth, nodeHeight)}
            />
          ))}
        </svg>
        {used.map((column, at) => (
          <span
            key={column.key}
            className='graph-head'
            style={{ left: at * (nodeWidth + gapX), width: nodeWidth }}
          >
            {column.title}
          </span>
        ))}
        {ordered.map((node) => {
          const at = spots.get(node.id)
          if (!at) return null
          const props = {
            className: `node${node.current ? ' current' : ''}`,
            style: { left: at.x, top: at.y, width: nodeWidth, height: nodeHeight },
            title: node.note ? `${node.text} · ${node.note}` : node.text,
            onMouseEnter: () => setOver(node.id),
            onMouseLeave: () => setOver(null),
            onFocus: () => setOver(node.id),
            onBlur: () => setOver(null),
          }
          const inside = (
            <>
              <span className={node.note ? 'text' : 'text two'}>{node.text}</span>
              {node.note && <small>{node.note}</small>}
            </>
          )
          return node.href && !node.current ? (
            <Link key={node.id} href={node.href} {...props}>
              {inside}
            </Link>
          ) : (
            <span key={node.id} {...props} aria-current={node.current ? 'true' : undefined}>
              {inside}
            </span>
          )
        })}
      </div>
    </ScrollFrame>
  )
}
