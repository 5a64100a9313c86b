// What tests of entries made twice share: an entry by its code, and somebody entered at a place.
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import * as people from '../src/registry/people/contract.ts'
import type { Person, Town } from './town.ts'

export async function idIn(town: Town, table: string, code: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where code = ${code}`.execute(town.database.kysely)
  assert.ok(rows[0], `${table} ${code}`)
  return rows[0].id
}

/** Somebody new at a place, entered by whoever may there. */
export async function enterAt(
  town: Town,
  by: Person,
  placeCode: string,
  { zh, en, phone = null }: { zh: string; en: string; phone?: string | null },
): Promise<string> {
  const placeId = await idIn(town, 'registry.place', placeCode)
  return (await by.ask(people.addPerson, { body: { placeId, names: { zh, en }, phone } })).id
}

export const two = (personId: string, keptPersonId: string) => ({ params: { personId, keptPersonId } })
