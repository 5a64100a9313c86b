// Many organisations at once: the same rules as one by hand, in a few statements. A unit of the same name at the same
// place is the same unit; what only its own page may change (its form, its place) a file does not.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import { earliest } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { spellingKey } from '../../base/spelling.ts'
import { msg, type Names } from '../../base/words.ts'
import { type Db, plannedAnew } from '../../platform/database.ts'
import {
  type Candidate,
  type Changing,
  faulty,
  type Judged,
  onceEach,
  refuseRows,
} from '../../platform/imports.ts'
import { noteAll } from '../../platform/journal.ts'
import { lock } from '../../platform/locks.ts'
import { type Resting, restingRows } from '../../platform/resting.ts'
import { askInPortions, eachInSlices, mapInSlices, sendPortions } from '../../platform/slices.ts'
import { isNamedSo, latinKeys, namedAt, namesAfter } from '../imports/names.ts'
import { pathsOn } from '../imports/queries.ts'
import { codeTaken, notYours, upperFirst } from '../imports/rules.ts'
import { listForms } from '../lists/queries.ts'
import { within } from '../queries.ts'
import { codeFindings } from '../rules.ts'
import {
  type Parent,
  parentFindings,
  parentOf,
  rowsAbove,
  samePlaceName,
  severalAbove,
  stepsAbove,
} from './import-parents.ts'
import { circlesOf, unitsAbove } from './queries.ts'
import { chosenFormFindings, type OrganisationStatus, organisationFindings, partOfItself } from './rules.ts'

/** Null where nothing is said: what stands there stays. */
export type OrganisationRow = {
  code: string | null
  names: Names
  isLatinSaid: boolean
  /** the code of the form */
  form: string
  placeId: string
  tradeId: string | null
  parent: Parent
  foundedSaid: string | null
  status: OrganisationStatus | null
  /** Of a sample: what is invented says so wherever it is shown. */
  illustrative?: boolean
}

type Known = Candidate & {
  form: string
  placeId: string
  tradeId: string | null
  parentId: string | null
  foundedSaid: string | null
  status: OrganisationStatus
  isVisible: boolean
  /** As it was entered; `id` is that of the entry kept, where this one is a twin. */
  isTwin: boolean
}

const known = (ctx: Context) => sql`
  select coalesce(o.kept_as, o.id) as id, o.code, o.names, o.form, o.place_id as "placeId", o.trade_id as "tradeId",
    o.parent_id as "parentId", o.founded_said as "foundedSaid", o.status, place.names as note, o.kept_as is not null as "isTwin",
    ${within(scopes(ctx.actor, 'organisation.read'), 'o.place_id', ctx.today)} as "isVisible"
  from registry.organisation as o join registry.place on place.id = o.place_id`

/** The units of the rows' codes, and those of their names at their places. */
async function unitsLike(ctx: Context, rows: readonly OrganisationRow[]) {
  const withCode = new Map<string, Known>()
  await sendPortions(rows, async (some) => {
    const placeIds = [...new Set(some.map((row) => row.placeId))]
    const found = await sql<Known>`${plannedAnew} ${known(ctx)}
      where o.code = any(${some.flatMap((row) => row.code ?? [])})
        or (o.place_id = any(${placeIds}::uuid[])
          and (registry.name_key(o.names->>'zh') = any(${some.map((row) => spellingKey(row.names.zh))})
            or registry.name_key(o.names->>'en') = any(${latinKeys(some)})))`.execute(ctx.db)
    for (const one of found.rows) withCode.set(one.code, one)
  })
  const withName = new Map<string, Known>()
  await eachInSlices([...withCode.values()], (one) => {
    for (const key of namedAt(one)) {
      const other = withName.get(key)
      if (!other || isBefore(one, other)) withName.set(key, one)
    }
  })
  return { withCode, withName }
}

/** Of two of a name at a place, that which is meant: no twin of another, then by code. */
const isBefore = (one: Known, other: Known): boolean =>
  one.isTwin === other.isTwin ? one.code < other.code : other.isTwin

/** What each row would do and what speaks against it. Changes nothing. */
export async function judgeOrganisations(ctx: Context, rows: readonly OrganisationRow[]): Promise<Judged[]> {
  return (await judgeTogether(ctx, rows)).judged
}

/**
 * `steps` says of each row how many others stand above it, one over the other, and `putUnder` which unit its own is put
 * under: null where it names none, or the one that it stands under already.
 */
async function judgeTogether(ctx: Context, rows: readonly OrganisationRow[]) {
  const paths = await pathsOn(
    ctx.db,
    rows.map((row) => row.placeId),
    ctx.today,
  )
  const { withCode, withName } = await unitsLike(ctx, rows)
  const parentIds = new Set(rows.flatMap((row) => (row.parent && 'id' in row.parent ? row.parent.id : [])))
  const parents = await askInPortions([...parentIds], async (some) => {
    const found = await sql<{ id: string; placeId: string }>`
      select id, place_id as "placeId" from registry.organisation where id = any(${some}::uuid[])`.execute(
      ctx.db,
    )
    return found.rows
  })
  const parentPlaces = new Map(parents.map((one) => [one.id, one.placeId]))
  const units = await mapInSlices(
    rows,
    (row) => (row.code ? withCode.get(row.code) : undefined) ?? withName.get(samePlaceName(row)),
  )
  const { above, isUnclear } = await rowsAbove(rows, units)
  const steps = await stepsAbove(above)
  const forms = await listForms(ctx.db)
  const judged = await mapInSlices(rows, (row, at): Judged => {
    const findings: Finding[] = [
      ...(row.code ? codeFindings(row.code) : []),
      ...organisationFindings(row),
      ...(may(ctx.actor, 'organisation.change', paths.get(row.placeId) ?? []) ? [] : [notYours('/placeId')]),
      ...(isUnclear.has(at) ? [severalAbove] : parentFindings(row, above[at], steps[at], parentPlaces)),
    ]
    if (findings.length > 0) return faulty(findings)
    const unit = units[at]
    if (unit) return compared(row, unit, parentOf(row, above[at], units))
    const retired = chosenFormFindings(row.form, forms)
    if (retired.length > 0) return faulty(retired)
    return { state: 'new', id: newId(), findings: [], candidates: [] }
  })
  const once = await onceEach(await namedOnce(rows, judged), '/names/zh')
  const putUnder = await mapInSlices(once, ({ state }, at) => {
    const parentId = parentOf(rows[at], above[at], once) ?? null
    return state === 'new' || (state === 'changed' && parentId !== units[at]?.parentId) ? parentId : null
  })
  return { judged: await noneWithinItself(ctx, once, putUnder), steps, putUnder }
}

/** Whether a unit that is there is put under another than now: nothing else closes a circle with what stands. */
const isAnyMoved = (judged: readonly Judged[], putUnder: readonly (string | null)[]): boolean =>
  judged.some(({ state }, at) => state === 'changed' && putUnder[at] !== null)

/** What the file changes and what stands already may come round in a circle only together. */
async function noneWithinItself(
  ctx: Context,
  judged: Judged[],
  putUnder: readonly (string | null)[],
): Promise<Judged[]> {
  if (!isAnyMoved(judged, putUnder)) return judged
  const put = new Map<string, string | null>()
  await eachInSlices(judged, ({ state, id }, at) => {
    if (id && (state === 'new' || putUnder[at])) put.set(id, putUnder[at])
  })
  const others: string[] = []
  await eachInSlices(putUnder, (id) => {
    if (id && !put.has(id)) others.push(id)
  })
  const partOf = await unitsAbove(ctx.db, others)
  await eachInSlices([...put], ([id, parentId]) => void partOf.set(id, parentId))
  const circled = new Set((await circlesOf(partOf)).flat())
  return mapInSlices(judged, (one) =>
    one.id && put.has(one.id) && circled.has(one.id) ? faulty([partOfItself('/parentOrganisationId')]) : one,
  )
}

/** Two new units of one name at one place would be doubles: codes that differ don't make them two. */
async function namedOnce(rows: readonly OrganisationRow[], judged: readonly Judged[]): Promise<Judged[]> {
  const seen = new Set<string>()
  return mapInSlices(judged, (one, at): Judged => {
    if (one.state !== 'new') return one
    const key = samePlaceName(rows[at])
    if (seen.has(key))
      return faulty([
        finding('/names/zh', 'twice', msg('A unit of this name at this place stands in an earlier row.')),
      ])
    seen.add(key)
    return one
  })
}

function compared(row: OrganisationRow, unit: Known, parentId: string | undefined): Judged {
  if (!unit.isVisible) return faulty([codeTaken()])
  if (unit.placeId !== row.placeId) {
    const why = msg('The unit with this code is entered at {name}.')
    return faulty([finding('/placeId', 'elsewhere', why, { name: unit.note ?? unit.names })])
  }
  // What an old file still says of a twin changes nothing of the unit that was kept.
  if (unit.isTwin) return { state: 'same', id: unit.id, findings: [], candidates: [] }
  if (unit.form !== row.form) {
    const why = msg(
      'The unit is recorded in another form. A change of form is recorded on its page, so that its history stays.',
    )
    return faulty([finding('/form', 'form', why)])
  }
  const isSame =
    isNamedSo(row.names, unit.names) &&
    (!row.isLatinSaid || row.names.en === unit.names.en) &&
    (row.tradeId === null || row.tradeId === unit.tradeId) &&
    (row.parent === null || parentId === unit.parentId) &&
    (row.foundedSaid === null || row.foundedSaid === unit.foundedSaid) &&
    (row.status === null || row.status === unit.status)
  return { state: isSame ? 'same' : 'changed', id: unit.id, findings: [], candidates: [] }
}

/** Enters and corrects all of them or refuses with every row that is wrong. */
export async function saveOrganisations(
  ctx: Context,
  rows: readonly OrganisationRow[],
  changing?: Changing,
): Promise<Judged[]> {
  // No two units are made one until the rows that name them are in.
  await lock(ctx.db, 'merging', 'organisation')
  const { judged, steps, putUnder } = await judgeTogether(ctx, rows)
  refuseRows(judged)
  if (isAnyMoved(judged, putUnder)) {
    await lock(ctx.db, 'parts')
    // Somebody may have put a unit elsewhere since; from here on nobody does.
    refuseRows(await noneWithinItself(ctx, judged, putUnder))
  }
  await changing?.(judged)
  const all = await mapInSlices(rows, (row, at) => ({
    ...row,
    ...judged[at],
    parentId: putUnder[at],
    steps: steps[at],
  }))
  const added = upperFirst(
    all.filter((row) => row.state === 'new'),
    (row) => row.steps,
  )
  const changed = all.filter((row) => row.state === 'changed')
  await sendPortions(added, (some) => insertAdded(ctx, some))
  await sendPortions(changed, (some) =>
    sql`
    update registry.organisation as o set trade_id = coalesce(r."tradeId", o.trade_id),
      parent_id = coalesce(r."parentId", o.parent_id), founded_said = coalesce(r."foundedSaid", o.founded_said),
      status = coalesce(r.status, o.status),
      names = ${namesAfter(sql`o.names`)}
    from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as r(id uuid, names jsonb, "isLatinSaid" boolean,
      "tradeId" uuid, "parentId" uuid, "foundedSaid" text, status text)
    where o.id = r.id`.execute(ctx.db),
  )
  const verbs = { new: 'organisation.added', changed: 'organisation.edited' } as const
  const entries = await mapInSlices([...added, ...changed], (row) => ({
    verb: verbs[row.state as 'new' | 'changed'],
    kind: 'organisation',
    id: row.id,
    placeId: row.placeId,
  }))
  await noteAll(ctx, entries)
  return judged
}

type Added = OrganisationRow & { id: string; parentId: string | null }

async function insertAdded(ctx: Context, added: readonly Added[]): Promise<void> {
  const rows = added.map((row) => ({
    ...row,
    from: row.foundedSaid ? earliest(row.foundedSaid) : '-infinity',
  }))
  await sql`
    with r as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, code text, names jsonb, form text,
        "tradeId" uuid, "placeId" uuid, "parentId" uuid, "foundedSaid" text, status text, illustrative boolean,
        "from" date)
    ),
    unit as (
      insert into registry.organisation (id, code, names, form, trade_id, place_id, parent_id, founded_said, status,
        illustrative)
      select r.id, coalesce(r.code, place.code || '-' || right(r.id::text, 10)), r.names, r.form, r."tradeId",
        r."placeId", r."parentId", r."foundedSaid", coalesce(r.status, 'active'), coalesce(r.illustrative, false)
      from r join registry.place on place.id = r."placeId"
    )
    insert into registry.organisation_form (organisation_id, form, from_on)
    select r.id, r.form, r."from" from r`.execute(ctx.db)
}

type PutBack = { id: string; parentId: string; isThere: boolean }

/** Whoever puts a unit elsewhere, or makes two one, waits. */
export async function holdParts(db: Db): Promise<void> {
  await lock(db, 'merging', 'organisation')
  await lock(db, 'parts')
}

/** Units that would be put back under one that is no longer in the register, or become a part of themselves. */
export async function partsPutBack(db: Db, changes: RawBuilder<unknown>): Promise<Resting[]> {
  const { rows } = await sql<PutBack>`
    select t.id, c.before->>'parent_id' as "parentId", above.id is not null as "isThere"
    from (${changes}) as c join registry.organisation as t on t.id = c.id
    left join registry.organisation as above on above.id = (c.before->>'parent_id')::uuid and above.kept_as is null
    where (c.before->>'parent_id')::uuid is distinct from t.parent_id and c.before->>'parent_id' is not null`.execute(
    db,
  )
  const partOf = await unitsAbove(
    db,
    rows.map(({ parentId }) => parentId),
  )
  for (const { id, parentId } of rows) partOf.set(id, parentId)
  const circled = new Set((await circlesOf(partOf)).flat())
  const resting = (what: string, units: PutBack[]) =>
    restingRows(
      db,
      what,
      sql`select t.names, '/organisations/' || t.id as href from registry.organisation as t
        where t.id = any(${units.map(({ id }) => id)}::uuid[]) order by t.code`,
    )
  const orphans = rows.filter(({ isThere }) => !isThere)
  const within = rows.filter(({ id }) => circled.has(id))
  return [
    ...(await resting(msg('Units that would be a part of one that is no longer in the register'), orphans)),
    ...(await resting(msg('Units that would be a part of themselves'), within)),
  ]
}

/** Asks nobody: whoever takes the file back has asked. */
export async function changeOrganisationsBack({ db }: Context, changes: RawBuilder<unknown>): Promise<void> {
  await sql`update registry.organisation as t set names = c.before->'names', trade_id = (c.before->>'trade_id')::uuid,
      parent_id = (c.before->>'parent_id')::uuid, founded_said = c.before->>'founded_said', status = c.before->>'status'
    from (${changes}) as c where c.id = t.id and c.before is not null`.execute(db)
  const made = sql`(select c.id from (${changes}) as c where c.before is null)`
  await sql`delete from registry.not_twin where first_id in ${made} or second_id in ${made}`.execute(db)
  await sql`delete from registry.twin where undone_at is not null and (twin_id in ${made} or kept_id in ${made})`.execute(
    db,
  )
  await sql`delete from registry.organisation_form where organisation_id in ${made}`.execute(db)
  await sql`delete from registry.organisation where id in ${made}`.execute(db)
}
