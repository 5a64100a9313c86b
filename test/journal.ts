// What must hold of the journal whatever was done: every verb has words, and no detail names a person.
import { sql } from 'kysely'
import { kindWords, verbWords } from '../src/app/journal/words.ts'
import type { Db } from '../src/platform/database.ts'

export async function faultsOfJournal(db: Db): Promise<string[]> {
  const { rows: noted } = await sql<{ verb: string; kind: string }>`
    select distinct verb, kind from platform.journal`.execute(db)
  const { rows: named } = await sql<{ text: string; verb: string }>`
    with person as (
      select unnest(array[names->>'zh', phone]) as text from registry.person
      union select names->>'zh' from access.account
    )
    select distinct person.text, entry.verb from platform.journal as entry
    join person on person.text ~ '[\u3400-\u9fff]{2}|[0-9]{6}' and position(person.text in entry.detail::text) > 0`.execute(
    db,
  )
  return [
    ...noted
      .filter(({ verb, kind }) => !verbWords[verb] || !kindWords[kind])
      .map(({ verb, kind }) => `${verb} (${kind}) has no words in src/app/journal/words.ts`),
    ...named.map(({ text, verb }) => `a detail of ${verb} names ${text}`),
  ]
}
