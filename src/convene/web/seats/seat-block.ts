// Moving about in the seat table by keyboard, and reading a block pasted from a spreadsheet. Pure.
import { readNumber } from '../../../kit/numbers.ts'
import { decimalSign } from '../../../kit/words.ts'

export type Spot = { row: number; column: number }

const steps: Record<string, Spot> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  Enter: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

/** Where a key leads from a cell, or null where it leads nowhere or means something else. */
export function stepFrom(key: string, from: Spot, size: { rows: number; columns: number }): Spot | null {
  const step = steps[key]
  if (!step) return null
  const to = { row: from.row + step.row, column: from.column + step.column }
  return to.row < 0 || to.column < 0 || to.row >= size.rows || to.column >= size.columns ? null : to
}

/** Seats from what was typed: '' and '–' are none; undefined for what is no count of seats. */
export function readSeats(text: string): number | undefined {
  if (/^[-–—－]$/.test(text.trim())) return 0
  const n = readNumber(text, decimalSign())
  if (n === null) return 0
  return n === undefined || !Number.isInteger(n) || n < 0 || n > 9999 ? undefined : n
}

export type Block = { values: { spot: Spot; seats: number }[]; unread: number; beyond: number }

/** A pasted block laid over the table from a cell on: what fits and can be read; the rest is counted, not guessed. */
export function layBlock(text: string, from: Spot, size: { rows: number; columns: number }): Block {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  const block: Block = { values: [], unread: 0, beyond: 0 }
  lines.forEach((line, down) => {
    line.split('\t').forEach((field, right) => {
      const spot = { row: from.row + down, column: from.column + right }
      const seats = readSeats(field)
      if (spot.row >= size.rows || spot.column >= size.columns) block.beyond += 1
      else if (seats === undefined) block.unread += 1
      else block.values.push({ spot, seats })
    })
  })
  return block
}
