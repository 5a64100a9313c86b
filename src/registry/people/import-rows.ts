// Many people at once, as a roster brings them: the same rules as one by hand, in a few statements.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { spellingKey } from '../../base/spelling.ts'
import { msg, type Names } from '../../base/words.ts'
import {
  ask,
  type Candidate,
  type Changing,
  type Decision,
  faulty,
  type Judged,
  onceEach,
  refuseRows,
} from '../../platform/imports.ts'
import { noteAll } from '../../platform/journal.ts'
import { eachInSlices, mapInSlices, sendPortions } from '../../platform/slices.ts'
import { isNamedSo, latinKeys, namedAt, namesAfter } from '../imports/names.ts'
import { pathsOn } from '../imports/queries.ts'
import { codeTaken, notYours } from '../imports/rules.ts'
import { codeFindings } from '../rules.ts'
import { personVisible } from './queries.ts'
import { personFindings } from './rules.ts'

export type PersonRow = {
  code: string | null
  names: Names
  /** False where the Latin name was made from the Chinese one: it then never replaces what stands there. */
  isLatinSaid: boolean
  /** Null where nothing is said: what stands there stays. */
  phone: string | null
  placeId: string
  decision: Decision
  /** Of a sample: what is invented says so wherever it is shown. */
  illustrative?: boolean
}

/** As it was entered; `id` is that of the entry kept, where this one is a twin. */
type Known = Candidate & { phone: string | null; placeId: string; isVisible: boolean; isTwin: boolean }

const known = (ctx: Context) => sql`
  select p.id, own.code, own.names, own.phone, own.place_id as "placeId", place.names as note,
    ${personVisible(ctx)} as "isVisible", own.kept_as is not null as "isTwin"
  from registry.person as own join registry.person as p on p.id = coalesce(own.kept_as, own.id)
  join registry.place on place.id = own.place_id`

const samePlaceName = (row: { placeId: string; names: Names }) =>
  `${row.placeId} ${spellingKey(row.names.zh)}`

async function peopleWithCodes(ctx: Context, rows: readonly PersonRow[]): Promise<Known[]> {
  const codes = rows.flatMap((row) => row.code ?? [])
  return (await sql<Known>`${known(ctx)} where own.code = any(${codes})`.execute(ctx.db)).rows
}

/** All of a name at the places of these rows, what is no twin first. */
async function namesakesOf(ctx: Context, rows: readonly PersonRow[]): Promise<Known[]> {
  const placeIds = [...new Set(rows.map((row) => row.placeId))]
  const keys = rows.map((row) => spellingKey(row.names.zh))
  const latin = latinKeys(rows)
  const { rows: found } = await sql<Known>`${known(ctx)}
    where own.place_id = any(${placeIds}::uuid[])
      and (registry.name_key(own.names->>'zh') = any(${keys}) or registry.name_key(own.names->>'en') = any(${latin}))
      and ${personVisible(ctx)} order by own.kept_as is not null, own.code`.execute(ctx.db)
  return found
}

/** By name and place, the people of the rows' names by their ids; a name is asked for once, however many bear it. */
async function peopleWithNames(ctx: Context, rows: readonly PersonRow[]) {
  const withName = new Map<string, Map<string, Known>>()
  const names = new Map<string, PersonRow>()
  await eachInSlices(rows, (row) => void names.set(samePlaceName(row), row))
  await sendPortions([...names.values()], async (some) => {
    for (const one of await namesakesOf(ctx, some))
      for (const key of namedAt(one)) {
        const called = withName.get(key) ?? new Map<string, Known>()
        withName.set(key, called)
        if (!called.has(one.id)) called.set(one.id, one)
      }
  })
  return withName
}

/** What each row would do and what speaks against it. Changes nothing. */
export async function judgePeople(ctx: Context, rows: readonly PersonRow[]): Promise<Judged[]> {
  const paths = await pathsOn(
    ctx.db,
    rows.map((row) => row.placeId),
    ctx.today,
  )
  const withCode = new Map<string, Known>()
  await sendPortions(rows, async (some) => {
    for (const one of await peopleWithCodes(ctx, some)) withCode.set(one.code, one)
  })
  const withName = await peopleWithNames(ctx, rows)
  /** By name and place: the earlier rows with it, and those without a code among them. */
  const namesSeen = new Map<string, { rows: number; uncoded: number }>()
  const judged = await mapInSlices(rows, (row): Judged => {
    const findings: Finding[] = [
      ...(row.code ? codeFindings(row.code) : []),
      ...personFindings(row),
      ...(may(ctx.actor, 'person.change', paths.get(row.placeId) ?? []) ? [] : [notYours('/placeId')]),
    ]
    const key = samePlaceName(row)
    const before = namesSeen.get(key) ?? { rows: 0, uncoded: 0 }
    const uncoded = before.uncoded + (row.code === null ? 1 : 0)
    namesSeen.set(key, { rows: before.rows + 1, uncoded })
    if (findings.length > 0) return faulty(findings)
    const holder = row.code ? withCode.get(row.code) : undefined
    if (holder) return judgeKnown(row, holder)
    const found = judgeNamesakes(row, [...(withName.get(key)?.values() ?? [])])
    const isDoubled = before.uncoded > 0 || (row.code === null && before.rows > 0)
    if (found.state === 'new' && isDoubled && row.decision !== 'new') return ask(twiceHere)
    return found
  })
  return onceEach(judged, '/names/zh')
}

const twiceHere = finding(
  '/names/zh',
  'twice',
  msg('The same name at the same place stands in an earlier row. Is this another person?'),
)

function judgeKnown(row: PersonRow, person: Known): Judged {
  if (!person.isVisible) return faulty([codeTaken()])
  if (person.placeId !== row.placeId) {
    const why = msg('The person with this code is entered at {name}.')
    return faulty([finding('/placeId', 'elsewhere', why, { name: person.note ?? person.names })])
  }
  return compared(row, person)
}

function compared(row: PersonRow, person: Known): Judged {
  // What an old file still says of a twin changes nothing of the entry that was kept.
  if (person.isTwin) return { state: 'same', id: person.id, findings: [], candidates: [] }
  const isSame =
    isNamedSo(row.names, person.names) &&
    (!row.isLatinSaid || row.names.en === person.names.en) &&
    (row.phone === null || row.phone === person.phone)
  return { state: isSame ? 'same' : 'changed', id: person.id, findings: [], candidates: [] }
}

// A name alone says little: only with the same telephone is it the same person without anybody being asked.
function judgeNamesakes(row: PersonRow, namesakes: Known[]): Judged {
  const chosen = namesakes.find((one) => one.id === row.decision)
  const certain = chosen ?? namesakes.find((one) => row.phone !== null && one.phone === row.phone)
  if (certain) return compared(row, certain)
  if (namesakes.length === 0 || row.decision === 'new')
    return { state: 'new', id: newId(), findings: [], candidates: [] }
  const why = msg('Somebody of this name is entered at this place already: perhaps the same person.')
  return ask(finding('/names/zh', 'namesake', why), namesakes)
}

/** Enters and corrects all of them or refuses with every row that is wrong. */
export async function savePeople(
  ctx: Context,
  rows: readonly PersonRow[],
  changing?: Changing,
): Promise<Judged[]> {
  const judged = await judgePeople(ctx, rows)
  refuseRows(judged)
  await changing?.(judged)
  const all = await mapInSlices(rows, ({ decision, ...row }, at) => ({
    ...row,
    id: judged[at].id,
    state: judged[at].state,
  }))
  const added = all.filter((row) => row.state === 'new')
  const changed = all.filter((row) => row.state === 'changed')
  await sendPortions(added, (some) =>
    sql`
    insert into registry.person (id, code, names, phone, place_id, illustrative)
    select r.id, coalesce(r.code, place.code || '-' || right(r.id::text, 10)),
      jsonb_build_object('zh', r.zh, 'en', r.en), r.phone, r.place_id, r.illustrative
    from unnest(${some.map(({ id }) => id)}::uuid[], ${some.map(({ code }) => code)}::text[],
      ${some.map(({ names }) => names.zh)}::text[], ${some.map(({ names }) => names.en)}::text[],
      ${some.map(({ phone }) => phone)}::text[], ${some.map(({ placeId }) => placeId)}::uuid[],
      ${some.map(({ illustrative }) => illustrative ?? false)}::boolean[])
      as r(id, code, zh, en, phone, place_id, illustrative)
    join registry.place on place.id = r.place_id`.execute(ctx.db),
  )
  await sendPortions(changed, (some) =>
    sql`
    update registry.person as p set phone = coalesce(r.phone, p.phone),
      names = ${namesAfter(sql`p.names`)}
    from jsonb_to_recordset(${JSON.stringify(some)}::jsonb)
      as r(id uuid, names jsonb, phone text, "isLatinSaid" boolean)
    where p.id = r.id and p.erased_at is null`.execute(ctx.db),
  )
  const verbs = { new: 'person.added', changed: 'person.edited' } as const
  const entries = await mapInSlices([...added, ...changed], (row) => ({
    verb: verbs[row.state as 'new' | 'changed'],
    kind: 'person',
    id: row.id,
    placeId: row.placeId,
  }))
  await noteAll(ctx, entries)
  return judged
}

/** Asks nobody: whoever takes the file back has asked. */
export async function changePeopleBack({ db }: Context, changes: RawBuilder<unknown>): Promise<void> {
  await sql`update registry.person as t set names = c.before->'names', phone = c.before->>'phone'
    from (${changes}) as c where c.id = t.id and c.before is not null`.execute(db)
  const made = sql`(select c.id from (${changes}) as c where c.before is null)`
  await sql`delete from registry.not_twin where first_id in ${made} or second_id in ${made}`.execute(db)
  await sql`delete from registry.twin where undone_at is not null and (twin_id in ${made} or kept_id in ${made})`.execute(
    db,
  )
  await sql`delete from registry.person where id in ${made}`.execute(db)
}
