// How a file is refused that is not what it should be, or more than can be taken.
import { finding, Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { mostColumns, mostRows } from './rules.ts'

export const refuseFile = (code: string, text: string, params?: Record<string, string | number>): Problem =>
  new Problem('invalid', { errors: [finding('', code, text, params)] })

export const tooMuch = (): Problem =>
  refuseFile(
    'too-much',
    msg('There is more in this file than can be read. Copy the sheet that is wanted into a new file.'),
  )

export function refuseExtent(rows: number, columns: number): void {
  if (rows > mostRows)
    throw refuseFile('rows', msg('More than {n} rows cannot be taken at once. Divide the file.'), {
      n: mostRows,
    })
  if (columns > mostColumns)
    throw refuseFile(
      'columns',
      msg('The sheet has {n} columns; at most {most} are read. Keep only those that are wanted.'),
      { n: columns, most: mostColumns },
    )
}
