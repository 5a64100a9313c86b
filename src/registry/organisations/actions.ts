// What people do about organisations: enter one, correct it, record a new form or a merger.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { type Day, earliest, type SaidDate } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, mustBeAsSeen, refuseIf, stale } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { lock } from '../../platform/locks.ts'
import { listGates } from '../gates/queries.ts'
import { type GateAnswer, gateFindings, type Way, waysFrom } from '../gates/rules.ts'
import { listForms } from '../lists/queries.ts'
import { offered } from '../lists/rules.ts'
import { getPlace, standingPathOf } from '../places/queries.ts'
import { holdKept, holdToChange } from '../queries.ts'
import { neat } from '../rules.ts'
import type { RegistryTables } from '../tables.ts'
import { getOrganisation, unitsAbove } from './queries.ts'
import {
  chosenFormFindings,
  formFindings,
  isWithin,
  mergerFindings,
  type OrganisationStatus,
  organisationFindings,
  partOfItself,
} from './rules.ts'

type OrganisationEntry = {
  names: Names
  form: string
  tradeId: string | null
  parentOrganisationId: string | null
  foundedSaid: SaidDate | null
  status: OrganisationStatus
}
type NewOrganisation = OrganisationEntry & { placeId: string; code?: string }

const tables = (ctx: Context) => ctx.db.withTables<RegistryTables>()

/**
 * Enters an organisation of a place. Refuses a trade that is not in the list, a parent of another place and a date
 * that is none. `marks.illustrative` is for samples: what is invented says so wherever it is shown.
 */
export async function addOrganisation(
  ctx: Context,
  entry: NewOrganisation,
  marks: { illustrative?: boolean } = {},
): Promise<{ id: string }> {
  const place = await getPlace(ctx.db, entry.placeId)
  must(ctx.actor, 'organisation.change', await standingPathOf(ctx.db, entry.placeId, ctx.today))
  refuseIf([
    ...organisationFindings(entry),
    ...chosenFormFindings(entry.form, await listForms(ctx.db)),
    ...(await referenceFindings(ctx, entry, entry.placeId)),
  ])
  const id = newId()
  await tables(ctx)
    .insertInto('registry.organisation')
    .values({
      id,
      code: entry.code || `${place.code}-${id.slice(-6)}`,
      names: neat(entry.names),
      form: entry.form,
      trade_id: entry.tradeId,
      place_id: entry.placeId,
      parent_id: entry.parentOrganisationId,
      founded_said: entry.foundedSaid,
      status: entry.status,
      illustrative: marks.illustrative ?? false,
    })
    .execute()
  const from_on = entry.foundedSaid ? earliest(entry.foundedSaid) : undefined
  await tables(ctx)
    .insertInto('registry.organisation_form')
    .values({ organisation_id: id, form: entry.form, from_on })
    .execute()
  await note(ctx, { verb: 'organisation.added', kind: 'organisation', id, placeId: entry.placeId })
  return { id }
}

type Corrected = Omit<OrganisationEntry, 'form'>

/** Corrects an entry; the form is changed by `changeForm`, so that its history stays. */
export async function changeOrganisation(
  ctx: Context,
  askedId: string,
  { was, ...entry }: Corrected & { was?: Corrected },
): Promise<{ id: string }> {
  const { parentOrganisationId: parentId } = entry
  // Only who puts a unit under another than now looks for circles, and waits for others who do: whoever changes
  // something else of a unit, also of one in an old circle, does not.
  const isPut = parentId !== null && parentId !== (await getOrganisation(ctx, askedId)).parentId
  if (isPut) await lock(ctx.db, 'parts')
  const organisationId = await holdToChange(ctx.db, 'organisation', askedId)
  const before = await getOrganisation(ctx, organisationId)
  must(ctx.actor, 'organisation.change', before.path)
  mustBeAsSeen(was, { ...before, parentOrganisationId: before.parentId })
  const isMovedSince = parentId !== null && !isPut && parentId !== before.parentId
  if (isMovedSince) throw stale({ parentOrganisationId: before.parentId })
  refuseIf([
    ...organisationFindings(entry),
    ...(isPut ? await circleFindings(ctx, organisationId, parentId) : []),
    ...(await referenceFindings(ctx, entry, before.placeId)),
  ])
  await tables(ctx)
    .updateTable('registry.organisation')
    .set({
      names: neat(entry.names),
      trade_id: entry.tradeId,
      parent_id: parentId,
      founded_said: entry.foundedSaid,
      status: entry.status,
    })
    .where('id', '=', organisationId)
    .execute()
  await note(ctx, {
    verb: 'organisation.edited',
    kind: 'organisation',
    id: organisationId,
    placeId: before.placeId,
    detail: {
      before: { names: before.names, status: before.status },
      after: { names: entry.names, status: entry.status },
    },
  })
  return { id: organisationId }
}

async function circleFindings(ctx: Context, id: string, parentId: string): Promise<Finding[]> {
  const partOf = (await unitsAbove(ctx.db, [parentId])).set(id, parentId)
  return isWithin(partOf, id, id) ? [partOfItself('/parentOrganisationId')] : []
}

type FormChange = {
  form: string
  fromOn: Day
  names: Names | null
  answers?: GateAnswer[]
  reason?: string
}

/**
 * What is kept of the gate with the change: the questions as they read then, so that later changes of them do no harm.
 */
function passed(way: Way | undefined, answers: GateAnswer[], reason: string): string | null {
  if (!way || (way.questions.length === 0 && !reason.trim())) return null
  const given = way.questions.map(({ code, text }) => {
    const { yes = false, fact = '' } = answers.find((one) => one.code === code) ?? {}
    return { text, yes, fact: fact.trim() }
  })
  return JSON.stringify({ answers: given, skipped: way.skipped, reason: reason.trim() })
}

/**
 * Records that a unit took another form from a day on. It stays one organisation, so that nothing counts it twice.
 * Refuses the form that it has already, a day before the last change, and what the formation path does not lead to or
 * asks about first.
 */
export async function changeOrganisationForm(
  ctx: Context,
  askedId: string,
  change: FormChange,
): Promise<{ id: string }> {
  const organisationId = await holdKept(ctx.db, 'organisation', askedId)
  await holdOrganisations(ctx, [organisationId])
  const before = await getOrganisation(ctx, organisationId)
  must(ctx.actor, 'organisation.change', before.path)
  const forms = await tables(ctx)
    .selectFrom('registry.organisation_form')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('from_on')
    .execute()
  const last = forms[forms.length - 1]
  const ways = waysFrom(before.form, offered(await listGates(ctx.db)))
  const { answers = [], reason = '' } = change
  refuseIf([
    ...chosenFormFindings(change.form, await listForms(ctx.db)),
    ...gateFindings({ form: change.form, answers, reason }, ways),
    ...formFindings(change, { form: before.form, fromOn: last.from_on, status: before.status }, ctx.today),
  ])
  await tables(ctx)
    .updateTable('registry.organisation_form')
    .set({ to_on: change.fromOn })
    .where('organisation_id', '=', organisationId)
    .where('from_on', '=', last.from_on)
    .execute()
  await tables(ctx)
    .insertInto('registry.organisation_form')
    .values({
      organisation_id: organisationId,
      form: change.form,
      from_on: change.fromOn,
      gate: passed(
        ways?.find((way) => way.form === change.form),
        answers,
        reason,
      ),
    })
    .execute()
  await tables(ctx)
    .updateTable('registry.organisation')
    .set({ form: change.form, ...(change.names ? { names: change.names } : {}) })
    .where('id', '=', organisationId)
    .execute()
  await note(ctx, {
    verb: 'organisation.form-changed',
    kind: 'organisation',
    id: organisationId,
    placeId: before.placeId,
    detail: { from: before.form, to: change.form, fromOn: change.fromOn, namesBefore: before.names },
  })
  return { id: organisationId }
}

/** Records that a unit went into another one: it is closed as merged, and the lineage says into which. */
export async function mergeOrganisation(
  ctx: Context,
  askedId: string,
  asked: { intoOrganisationId: string; onSaid: SaidDate; note: Names },
): Promise<{ id: string }> {
  await holdOrganisations(ctx, [askedId, asked.intoOrganisationId])
  const organisationId = await holdKept(ctx.db, 'organisation', askedId)
  const intoOrganisationId = await holdKept(ctx.db, 'organisation', asked.intoOrganisationId)
  const change = { ...asked, intoOrganisationId }
  await holdOrganisations(ctx, [organisationId, change.intoOrganisationId])
  const before = await getOrganisation(ctx, organisationId)
  must(ctx.actor, 'organisation.change', before.path)
  const into = await getOrganisation(ctx, change.intoOrganisationId)
  must(ctx.actor, 'organisation.change', into.path)
  refuseIf(mergerFindings(change, before, into))
  await tables(ctx)
    .updateTable('registry.organisation')
    .set({ status: 'merged' })
    .where('id', '=', organisationId)
    .execute()
  await tables(ctx)
    .updateTable('registry.organisation_form')
    .set({ to_on: earliest(change.onSaid) })
    .where('organisation_id', '=', organisationId)
    .where('from_on', '<', earliest(change.onSaid))
    .where('to_on', '>', earliest(change.onSaid))
    .execute()
  const id = newId()
  await tables(ctx)
    .insertInto('registry.organisation_lineage')
    .values({
      id,
      kind: 'merged_into',
      from_organisation_id: organisationId,
      to_organisation_id: change.intoOrganisationId,
      on_said: change.onSaid,
      note: change.note,
    })
    .execute()
  await note(ctx, {
    verb: 'organisation.merged',
    kind: 'organisation',
    id: organisationId,
    placeId: before.placeId,
    detail: { into: change.intoOrganisationId, onSaid: change.onSaid },
  })
  return { id: organisationId }
}

/**
 * Held in one order before anything is read of them, so that two who change the same unit do so one after the other.
 */
async function holdOrganisations(ctx: Context, organisationIds: string[]): Promise<void> {
  await tables(ctx)
    .selectFrom('registry.organisation')
    .select('id')
    .where('id', 'in', organisationIds)
    .orderBy('id')
    .forUpdate()
    .execute()
}

async function referenceFindings(
  ctx: Context,
  entry: { tradeId: string | null; parentOrganisationId: string | null },
  placeId: string,
): Promise<Finding[]> {
  const findings: Finding[] = []
  if (entry.tradeId) {
    const trade = await tables(ctx)
      .selectFrom('registry.trade')
      .select('id')
      .where('id', '=', entry.tradeId)
      .execute()
    if (trade.length === 0)
      findings.push(finding('/tradeId', 'unknown', msg('There is no such trade in the list.')))
  }
  if (entry.parentOrganisationId) {
    const parent = await tables(ctx)
      .selectFrom('registry.organisation')
      .select('place_id')
      .where('id', '=', entry.parentOrganisationId)
      .where('kept_as', 'is', null)
      .execute()
    // A unit of elsewhere is answered as one that is not there.
    if (parent[0]?.place_id !== placeId) {
      findings.push(finding('/parentOrganisationId', 'unknown', msg('There is no such unit in this place.')))
    }
  }
  return findings
}
