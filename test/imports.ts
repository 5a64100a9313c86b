// What tests of imports share: a file sent in by somebody, and what is shown of its rows.
import { newId } from '../src/base/ids.ts'
import * as calls from '../src/exchange/import/contract.ts'
import type { Person } from './town.ts'

export const csv = (...lines: string[]) => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)

export type At = { params: { importId: string } }
export const upload = async (
  person: Person,
  kind: string,
  bytes: Buffer,
  importId = newId(),
): Promise<At> => {
  await person.ask(calls.uploadImport, { query: { importId, kind, name: 'roster.csv' }, body: bytes })
  return { params: { importId } }
}
export const rowsOf = async (person: Person, at: At) =>
  (await person.ask(calls.importRows, { ...at, query: {} })).rows
export const marksOf = async (person: Person, at: At) =>
  (await rowsOf(person, at)).flatMap((row) =>
    row.marks.map((one) => `${row.rowNumber} ${one.column} ${one.code}`),
  )
export const countsOf = async (person: Person, at: At) => {
  const { counts } = await person.ask(calls.importPage, at)
  return Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0))
}
export const correct = (
  person: Person,
  at: At,
  position: number,
  key: string,
  value: string,
  everywhere = false,
) => person.ask(calls.correctCell, { ...at, body: { position, key, value, everywhere } })
