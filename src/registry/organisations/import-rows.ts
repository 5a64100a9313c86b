// Many organisations at once: the same rules as one by hand, in a few statements. A unit of the same name at the same
// place is the same unit; what only its own page may change (its form, its place) a file does not.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import { earliest } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { spellingKey } from '../../base/spelling.ts'
import { msg, type Names } from '../../base/words.ts'
import { type Candidate, faulty, type Judged, onceEach, refuseRows } from '../../platform/imports.ts'
import { noteAll } from '../../platform/journal.ts'
import { mapInSlices } from '../../platform/slices.ts'
import { isNamedSo, latinKeys, namedAt, namesAfter } from '../imports/names.ts'
import { pathsOn } from '../imports/queries.ts'
import { codeTaken, notYours } from '../imports/rules.ts'
import { listForms } from '../lists/queries.ts'
import { within } from '../queries.ts'
import { codeFindings } from '../rules.ts'
import { chosenFormFindings, type OrganisationStatus, organisationFindings } from './rules.ts'

/** Null where nothing is said: what stands there stays. */
export type OrganisationRow = {
  code: string | null
  names: Names
  isLatinSaid: boolean
  /** the code of the form */
  form: string
  placeId: string
  tradeId: string | null
  /** The unit above it in the same place: one that is there, or another row by its code or Chinese name. */
  parent: { id: string } | { named: string } | null
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

const samePlaceName = (row: { placeId: string; names: Names }) =>
  `${row.placeId} ${spellingKey(row.names.zh)}`

/** What each row would do and what speaks against it. Changes nothing. */
export async function judgeOrganisations(ctx: Context, rows: readonly OrganisationRow[]): Promise<Judged[]> {
  const paths = await pathsOn(
    ctx.db,
    rows.map((row) => row.placeId),
    ctx.today,
  )
  const found = await sql<Known>`${known(ctx)}
    where o.code = any(${rows.flatMap((row) => row.code ?? [])})
      or (o.place_id = any(${[...paths.keys()]}::uuid[])
        and (registry.name_key(o.names->>'zh') = any(${rows.map((row) => spellingKey(row.names.zh))})
          or registry.name_key(o.names->>'en') = any(${latinKeys(rows)})))
    order by o.kept_as is not null, o.code`.execute(ctx.db)
  const parentIds = rows.flatMap((row) => (row.parent && 'id' in row.parent ? row.parent.id : []))
  const parents = await sql<{ id: string; placeId: string }>`
    select id, place_id as "placeId" from registry.organisation where id = any(${parentIds}::uuid[])`.execute(
    ctx.db,
  )
  const parentPlaces = new Map(parents.rows.map((one) => [one.id, one.placeId]))
  const withCode = new Map(found.rows.map((one) => [one.code, one]))
  const withName = new Map<string, Known>()
  for (const one of found.rows) for (const key of namedAt(one)) if (!withName.has(key)) withName.set(key, one)
  const above = rowsAbove(rows)
  const forms = await listForms(ctx.db)
  const judged = await mapInSlices(rows, (row, at): Judged => {
    const findings: Finding[] = [
      ...(row.code ? codeFindings(row.code) : []),
      ...organisationFindings(row),
      ...(may(ctx.actor, 'organisation.change', paths.get(row.placeId) ?? []) ? [] : [notYours('/placeId')]),
      ...parentFindings(rows, at, above, parentPlaces),
    ]
    if (findings.length > 0) return faulty(findings)
    const unit = (row.code ? withCode.get(row.code) : undefined) ?? withName.get(samePlaceName(row))
    if (unit) return compared(row, unit)
    const retired = chosenFormFindings(row.form, forms)
    if (retired.length > 0) return faulty(retired)
    return { state: 'new', id: newId(), findings: [], candidates: [] }
  })
  return onceEach(await namedOnce(rows, judged), '/names/zh')
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

/** The other row that each row names as standing above it. */
function rowsAbove(rows: readonly OrganisationRow[]): (number | undefined)[] {
  const named = new Map<string, number>()
  for (const [at, row] of rows.entries()) {
    named.set(samePlaceName(row), at)
    if (row.code) named.set(`${row.placeId} ${row.code}`, at)
  }
  return rows.map(({ parent, placeId }) =>
    parent && 'named' in parent
      ? (named.get(`${placeId} ${spellingKey(parent.named)}`) ?? named.get(`${placeId} ${parent.named}`))
      : undefined,
  )
}

function parentFindings(
  rows: readonly OrganisationRow[],
  at: number,
  above: (number | undefined)[],
  places: Map<string, string>,
): Finding[] {
  const { parent, placeId } = rows[at]
  if (parent === null) return []
  const isHere = 'id' in parent ? places.get(parent.id) === placeId : above[at] !== undefined
  if (!isHere)
    return [finding('/parentOrganisationId', 'unknown', msg('There is no such unit in this place.'))]
  let steps = 0
  for (let row = above[at]; row !== undefined; row = above[row]) {
    if (row === at || steps++ > rows.length)
      return [finding('/parentOrganisationId', 'itself', msg('A unit cannot be a part of itself.'))]
  }
  return []
}

function compared(row: OrganisationRow, unit: Known): Judged {
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
    (row.parent === null || ('id' in row.parent && row.parent.id === unit.parentId)) &&
    (row.foundedSaid === null || row.foundedSaid === unit.foundedSaid) &&
    (row.status === null || row.status === unit.status)
  return { state: isSame ? 'same' : 'changed', id: unit.id, findings: [], candidates: [] }
}

/** Enters and corrects all of them or refuses with every row that is wrong. */
export async function saveOrganisations(ctx: Context, rows: readonly OrganisationRow[]): Promise<Judged[]> {
  const judged = await judgeOrganisations(ctx, rows)
  refuseRows(judged)
  const above = rowsAbove(rows)
  const all = rows.map((row, at) => {
    const [parent, parentAt] = [row.parent, above[at]]
    const parentId =
      parent && 'id' in parent ? parent.id : parentAt === undefined ? null : judged[parentAt].id
    return { ...row, parentId, ...judged[at] }
  })
  const added = all.filter((row) => row.state === 'new')
  const changed = all.filter((row) => row.state === 'changed')
  await sql`
    insert into registry.organisation (id, code, names, form, trade_id, place_id, parent_id, founded_said, status,
      illustrative)
    select r.id, coalesce(r.code, place.code || '-' || right(r.id::text, 10)), r.names, r.form, r."tradeId",
      r."placeId", r."parentId", r."foundedSaid", coalesce(r.status, 'active'),
      coalesce(r.illustrative, false)
    from jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as r(id uuid, code text, names jsonb, form text,
      "tradeId" uuid, "placeId" uuid, "parentId" uuid, "foundedSaid" text, status text, illustrative boolean)
    join registry.place on place.id = r."placeId"`.execute(ctx.db)
  const taken = added.map(({ id, form, foundedSaid }) => ({
    id,
    form,
    from: foundedSaid ? earliest(foundedSaid) : '-infinity',
  }))
  await sql`
    insert into registry.organisation_form (organisation_id, form, from_on)
    select r.id, r.form, r."from" from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb)
      as r(id uuid, form text, "from" date)`.execute(ctx.db)
  await sql`
    update registry.organisation as o set trade_id = coalesce(r."tradeId", o.trade_id),
      parent_id = coalesce(r."parentId", o.parent_id), founded_said = coalesce(r."foundedSaid", o.founded_said),
      status = coalesce(r.status, o.status),
      names = ${namesAfter(sql`o.names`)}
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r(id uuid, names jsonb, "isLatinSaid" boolean,
      "tradeId" uuid, "parentId" uuid, "foundedSaid" text, status text)
    where o.id = r.id`.execute(ctx.db)
  const verbs = { new: 'organisation.added', changed: 'organisation.edited' } as const
  await noteAll(
    ctx,
    [...added, ...changed].map((row) => ({
      verb: verbs[row.state as 'new' | 'changed'],
      kind: 'organisation',
      id: row.id,
      placeId: row.placeId,
    })),
  )
  return judged
}
