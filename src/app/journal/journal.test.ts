// The journal as an audit trail: complete in words, without personal data, and out of everybody's reach.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { faultsOfJournal } from '../../../test/journal.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { verbs } from '../../access/rules.ts'
import { changePerson, listPeople, personPage } from '../../registry/people/contract.ts'
import { journal } from '../contract.ts'
import { kindWords, verbWords } from './words.ts'

const source = join(import.meta.dirname, '..', '..')

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const placeId = async (code: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`select id from registry.place where code = ${code}`.execute(
    town.database.kysely,
  )
  return rows[0].id
}

test('every verb and every kind that is noted anywhere in the source has words', () => {
  const noted = new Set<string>()
  const kinds = new Set<string>()
  for (const path of globSync('**/*.ts', { cwd: source })) {
    const text = readFileSync(join(source, path), 'utf8')
    if (path.endsWith('.test.ts') || !/\bnote\(|moveCase\(|\bdecide\(/.test(text)) continue
    for (const [, verb] of text.matchAll(/\bverb: '([^']+\.[^']+)'/g)) noted.add(verb)
    // Helpers that note for others get the verb as one of their arguments.
    for (const [, verb] of text.matchAll(/\b(?:moveCase|decide|touch|enter)\([^)]*?'([a-z-]+\.[a-z_-]+)'/g))
      noted.add(verb)
    for (const [, begin] of text.matchAll(/\bverb: `([a-z-]+\.)\$\{/g))
      assert.ok(
        Object.keys(verbWords).some((verb) => verb.startsWith(begin)),
        begin,
      )
    for (const [, kind] of text.matchAll(/\bkind: '([a-z_]+)',\s+id\b/g)) kinds.add(kind)
  }
  assert.ok(noted.size > 70, `only ${noted.size} verbs were seen`)
  assert.ok(kinds.size > 20, `only ${kinds.size} kinds were seen`)
  const without = [...noted].filter((verb) => !verbWords[verb] && !(verb in verbs))
  assert.deepEqual(without, [], 'give these words in src/app/journal/words.ts')
  assert.deepEqual(
    [...kinds].filter((kind) => !kindWords[kind]),
    [],
    'give these kinds words in src/app/journal/words.ts',
  )
})

test('what the sample did has words, and its details name nobody', async () => {
  assert.deepEqual(await faultsOfJournal(town.database.kysely), [])
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.journal`.execute(
    town.database.kysely,
  )
  assert.ok(rows[0].n > 300)
})

test('nobody changes or removes an entry, not even whoever holds the database’s password', async () => {
  const { kysely } = town.database
  const refused = /the journal is kept/
  await assert.rejects(sql`update platform.journal set verb = 'x'`.execute(kysely), refused)
  await assert.rejects(sql`delete from platform.journal`.execute(kysely), refused)
  await sql`insert into platform.setting (name, value) values ('retention', '{"journal": 1}')
    on conflict (name) do update set value = excluded.value`.execute(kysely)
  // A setting below a year counts as a year.
  await assert.rejects(sql`delete from platform.journal`.execute(kysely), refused)
  await sql`delete from platform.setting where name = 'retention'`.execute(kysely)
  await kysely
    .transaction()
    .execute(async (tx) => {
      await sql`update platform.setting set value = 'null' where name = 'sample'`.execute(tx)
      await sql`truncate platform.journal`.execute(tx)
    })
    .then(
      () => assert.fail('the journal was emptied without a sample'),
      (error) => assert.match(error.message, refused),
    )
})

test('an officer reads what was done in the own places, and nothing else', async () => {
  const officer = await town.as('xuchang-officer')
  const seen = new Set<string>()
  let after: string | undefined
  let pages = 0
  do {
    const { entries, next } = await officer.ask(journal, { query: { after } })
    for (const one of entries) {
      assert.ok(!seen.has(one.id), 'an entry came twice')
      seen.add(one.id)
      assert.ok(verbWords[one.verb], one.verb)
      assert.ok(kindWords[one.kind], one.kind)
    }
    after = next ?? undefined
    pages += 1
  } while (after && pages < 100)
  assert.ok(pages > 3 && pages < 100)
  const { rows } = await sql<{ id: string }>`
    select j.id from platform.journal as j join registry.place_path as path on path.place_id = j.place_id
    where path.from_on <= '1954-07-10' and path.to_on > '1954-07-10'
      and path.line @> array[${await placeId('xuchang-district')}]::uuid[]`.execute(town.database.kysely)
  for (const { id } of rows) assert.ok(seen.has(id), 'an entry of the own places is missing')
  const foreign = await (await town.as('luoyang-officer')).ask(journal, { query: {} })
  assert.ok(foreign.entries.every((one) => !seen.has(one.id)))
  for (const login of ['linying-officer', 'trainer', 'henan-viewer'])
    assert.equal(
      (await (await town.as(login)).send(journal, { query: { about: 'places' } })).status,
      403,
      login,
    )
})

test('filters: who, what, about what, where and when', async () => {
  const officer = await town.as('xuchang-officer')
  const accountId = await town.accountOf('linying-officer')
  const ask = async (query: object) => (await officer.ask(journal, { query })).entries
  const by = await ask({ accountId })
  assert.ok(by.length > 0 && new Set(by.map((one) => one.by?.en)).size === 1)
  const verified = await ask({ verb: 'report.verified' })
  assert.ok(verified.length > 0 && verified.every((one) => one.verb === 'report.verified'))
  const people = await ask({ kind: 'plan' })
  assert.ok(people.length > 0 && people.every((one) => one.kind === 'plan'))
  const linying = await ask({ under: await placeId('linying') })
  assert.deepEqual([...new Set(linying.map((one) => one.place?.names.en))], ['Linying County'])
  const now = new Date().toISOString()
  assert.deepEqual(await ask({ since: new Date(Date.now() + 60_000).toISOString() }), [])
  assert.ok((await ask({ before: now })).length > 0)
})

test('everybody sees what concerns themselves, and only that', async () => {
  const officer = await town.as('linying-officer')
  const { people } = await officer.ask(listPeople, { query: {} })
  const { person } = await officer.ask(personPage, { params: { personId: people[0].id } })
  const body = { names: person.names, phone: person.phone }
  await officer.ask(changePerson, { params: { personId: person.id }, body })
  const { entries } = await officer.ask(journal, { query: { about: 'own' } })
  assert.equal(entries[0].verb, 'person.edited')
  const { rows } = await sql<{ accountId: string | null; kind: string; subjectId: string; personId: string }>`
    select j.account_id as "accountId", j.kind, j.subject_id as "subjectId", j.detail->>'personId' as "personId"
    from platform.journal as j where j.id = any(${entries.map((one) => one.id)}::uuid[])`.execute(
    town.database.kysely,
  )
  const accountId = await town.accountOf('linying-officer')
  const { rows: own } = await sql<{ personId: string }>`
    select person_id as "personId" from access.account where id = ${accountId}`.execute(town.database.kysely)
  for (const row of rows)
    assert.ok(
      [row.accountId, row.subjectId, row.personId].some((id) =>
        [accountId, own[0].personId].includes(id ?? ''),
      ),
    )
})
