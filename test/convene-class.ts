// What the tests of this room share: the class of the sample by name, and its places and posts by code.
import { classPage, listClasses } from '../src/convene/classes/contract.ts'
import type { Town } from './town.ts'

export async function classOf(town: Town, login: string, english: string) {
  const person = await town.as(login)
  const { classes } = await person.ask(listClasses, { query: {} })
  const found = classes.find((one) => one.names.en === english)
  if (!found) throw new Error(`${login} sees no class called ${english}`)
  const head = await person.ask(classPage, { params: { classId: found.id } })
  const byCode = (list: { code: string; id: string }[]) => (code: string) => {
    const one = list.find((entry) => entry.code === code)
    if (!one) throw new Error(`the class calls no ${code}`)
    return one.id
  }
  return { classId: found.id, head, place: byCode(head.places), post: byCode(head.posts) }
}

export const luohe = 'Training class for handicraft cooperation'
export const luoyang = 'Luoyang class for leaders of handicraft groups'
export const followUp = 'Short course for heads of cooperatives and groups'

/** The id of a record of the registry by its code. */
export async function idOf(
  town: Town,
  table: 'person' | 'place' | 'post' | 'organisation',
  code: string,
): Promise<string> {
  const row = await town.database.kysely
    .withTables<Record<`registry.${typeof table}`, { id: string; code: string }>>()
    .selectFrom(`registry.${table}`)
    .select('id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  return row.id
}
