// What makes a change of seats right. Pure.
import { type Finding, finding } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { ClassState } from '../classes/rules.ts'

export type Cell = { placeId: string; postId: string; seats: number }
export type CountedCell = Cell & { accepted: number }
export const cellKey = (cell: { placeId: string; postId: string }): string => `${cell.placeId}/${cell.postId}`

type SeatChange = { cells: Cell[]; reason: string }
type SeatsNow = {
  state: ClassState
  capacity: number
  /** every cell of the table as it stands */
  cells: CountedCell[]
}

/** Why a change of the seat table would be refused. `total` of the table after the change must fit the class. */
export function seatFindings(change: SeatChange, now: SeatsNow): Finding[] {
  const found: Finding[] = []
  const after = new Map(now.cells.map((cell) => [cellKey(cell), cell]))
  change.cells.forEach((cell, at) => {
    const before = after.get(cellKey(cell))
    if (!before) {
      // Every place has a cell for every post, so that one of the two is not called.
      const isPlace = now.cells.some((other) => other.placeId === cell.placeId)
      found.push(
        isPlace
          ? finding(`/cells/${at}/postId`, 'unknown-post', msg('This post is not called to the class.'))
          : finding(`/cells/${at}/placeId`, 'unknown-place', msg('This place is not called to the class.')),
      )
      return
    }
    if (cell.seats < before.accepted) {
      const text = msg('{n} people are already accepted here; fewer seats than that are not possible.')
      found.push(finding(`/cells/${at}/seats`, 'below-accepted', text, { n: before.accepted }))
    }
    after.set(cellKey(cell), { ...before, seats: cell.seats })
  })
  const total = [...after.values()].reduce((sum, cell) => sum + cell.seats, 0)
  if (total > now.capacity) {
    const text = msg('{total} seats are more than the {capacity} that the class holds.')
    found.push(finding('/cells', 'over-capacity', text, { total, capacity: now.capacity }))
  }
  if (now.state !== 'preparing' && change.reason.trim() === '') {
    const text = msg('The notice is out: please say why seats change. The reason goes into the log.')
    found.push(finding('/reason', 'empty', text))
  }
  return found
}
