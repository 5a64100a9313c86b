// What people do about memberships: enter a member by their own consent, record that one left, correct or strike out an
// entry. Many at once: import-rows.ts.
import type { Context } from '../access/context.ts'
import { may, must } from '../access/rules.ts'
import type { CallInput } from '../base/call.ts'
import { type Finding, finding, Problem, refuseIf, wrongStage } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { note } from '../platform/journal.ts'
import { once } from '../platform/once.ts'
import { addPerson } from '../registry/people/actions.ts'
import { findNamesake, getPerson } from '../registry/people/queries.ts'
import { holdKept, holdToChange } from '../registry/queries.ts'
import type * as calls from './contract.ts'
import {
  getUnit,
  type HeldRow,
  heldBy,
  holdMembership,
  holdPeople,
  type MembershipRow,
  tables,
  type UnitRow,
} from './queries.ts'
import {
  type ChangeKind,
  correctionFindings,
  heldFindings,
  leavingFindings,
  openFindings,
  ownLeavingFindings,
  type Terms,
  termsFindings,
} from './rules.ts'

type Entry = CallInput<typeof calls.addMember>['body']
type Member = { id: string; illustrative: boolean }

/**
 * Enters somebody as a member of a unit, by their own consent. Refuses a day on which the unit had no members, consent
 * after joining and a second membership of the same unit; asks back where the person is a member of another unit, or
 * where somebody of the same name is entered already.
 */
export async function addMember(ctx: Context, organisationId: string, body: Entry): Promise<{ id: string }> {
  await holdKept(ctx.db, 'organisation', organisationId)
  const unit = await getUnit(ctx, organisationId)
  must(ctx.actor, 'membership.change', unit.path)
  const { id, ...content } = body
  return once(ctx, { id, content: { organisationId, ...content } }, async () => {
    await keepMember(ctx, unit, await personOf(ctx, unit, body), body)
    return { id }
  })
}

/** The person who was chosen, held so that two who enter them decide in turn; or the one who is entered with this. */
async function personOf(ctx: Context, unit: UnitRow, entry: Entry): Promise<Member> {
  const { personId, newPerson } = entry
  if (personId) await holdToChange(ctx.db, 'person', personId)
  const chosen = personId ? await getPerson(ctx, personId) : null
  if (chosen && !newPerson) return chosen
  if (!newPerson || chosen) {
    const why = msg('Please choose a person of the register, or enter a new one.')
    throw new Problem('invalid', { errors: [finding('/personId', 'one-person', why)] })
  }
  if (!entry.namesakeMeant) refuseIf(await namesakeFindings(ctx, unit, newPerson.names.zh.trim()))
  const { id } = await addPerson(ctx, { ...newPerson, placeId: unit.place.id }).catch(atNewPerson)
  return { id, illustrative: false }
}

async function namesakeFindings(ctx: Context, unit: UnitRow, name: string): Promise<Finding[]> {
  const code = name ? await findNamesake(ctx, unit.place.id, name) : undefined
  if (!code) return []
  const why = msg(
    'Somebody of this name is entered at this place already, with the code {code}. Is this another person?',
  )
  return [finding('/namesakeMeant', 'namesake', why, { code })]
}

/** What is wrong with the new entry is shown at its own fields. */
function atNewPerson(error: unknown): never {
  const { errors } = error instanceof Problem ? error.details : {}
  if (errors) refuseIf(errors.map((one) => ({ ...one, pointer: `/newPerson${one.pointer}` })))
  throw error
}

async function keepMember(ctx: Context, unit: UnitRow, member: Member, entry: Entry): Promise<void> {
  const held = await heldBy(ctx, [member.id])
  const { id, party, joinedOn, consentOn, consentHow, note: said } = entry
  const terms = { party, joinedOn, leftOn: null, leftReason: null, consentOn, consentHow, note: said }
  refuseIf([
    ...openFindings(terms, unit),
    ...termsFindings(terms, unit, ctx.today),
    ...heldFindings(terms, ...apart(held, unit.id), entry.overlapMeant ?? false),
  ])
  await tables(ctx.db)
    .insertInto('formation.membership')
    .values({
      id,
      person_id: member.id,
      organisation_id: unit.id,
      ...columnsOf(terms),
      // Who was invented is a member by invention too.
      illustrative: member.illustrative,
      made_on: ctx.today,
      made_by: ctx.actor.accountId,
    })
    .execute()
  await note(ctx, {
    verb: 'membership.joined',
    kind: 'person',
    id: member.id,
    placeId: unit.place.id,
    detail: { membershipId: id, organisationId: unit.id, joinedOn, consentOn, consentHow },
  })
}

/** What a person is a member of, in the unit itself and elsewhere; `but` is left out. */
const apart = (held: readonly HeldRow[], organisationId: string, but?: string): [HeldRow[], HeldRow[]] => {
  const others = held.filter((one) => one.id !== but)
  return [
    others.filter((one) => one.organisationId === organisationId),
    others.filter((one) => one.organisationId !== organisationId),
  ]
}

const columnsOf = (terms: Terms) => ({
  party: terms.party,
  joined_on: terms.joinedOn,
  left_on: terms.leftOn ?? 'infinity',
  left_reason: terms.leftReason,
  consent_on: terms.consentOn,
  consent_how: terms.consentHow,
  note: terms.note.trim(),
})

/**
 * Records that a member left: from the day of joining on any day will do, and nothing that is still owed stands against
 * it. Members record their own leaving too, from today on. Whoever left already has left; another day is a correction.
 */
export async function endMembership(
  ctx: Context,
  membershipId: string,
  body: CallInput<typeof calls.endMembership>['body'],
): Promise<{ id: string }> {
  const held = await holdMembership(ctx, membershipId)
  const isOwn = held.personId === ctx.actor.personId
  const isOffice = may(ctx.actor, 'membership.change', held.path)
  if (!isOwn) must(ctx.actor, 'membership.change', held.path)
  const { id, leftOn, leftReason, note: said } = body
  return once(ctx, { id, content: { membershipId, leftOn, leftReason, said } }, async () => {
    refuseStruck(held)
    if (held.terms.leftOn !== null) {
      const why = msg('This membership has ended already. If the day is wrong, correct it.')
      throw wrongStage('membership ended', why)
    }
    refuseIf([
      ...leavingFindings({ leftOn }, held.terms),
      ...(isOffice ? [] : ownLeavingFindings({ leftOn }, ctx.today)),
    ])
    await keepChange(ctx, held, {
      id,
      kind: 'left',
      reason: said,
      after: { ...held.terms, leftOn, leftReason },
    })
    return { id }
  })
}

/** Corrects what was entered, with a reason. What stood before stays beside it; the rules of joining hold as ever. */
export async function correctMembership(
  ctx: Context,
  membershipId: string,
  body: CallInput<typeof calls.correctMembership>['body'],
): Promise<{ id: string }> {
  const held = await holdMembership(ctx, membershipId)
  must(ctx.actor, 'membership.change', held.path)
  const { id, reason, overlapMeant, ...said } = body
  return once(ctx, { id, content: { membershipId, ...body } }, async () => {
    refuseStruck(held)
    await holdPeople(ctx, [held.personId])
    const others = await heldBy(ctx, [held.personId])
    const after = { ...said, note: said.note.trim(), leftReason: said.leftOn ? said.leftReason : null }
    refuseIf([
      ...correctionFindings(held.terms, after, reason),
      ...termsFindings(after, held, ctx.today),
      ...heldFindings(after, ...apart(others, held.organisationId, held.id), overlapMeant ?? false),
    ])
    await keepChange(ctx, held, { id, kind: 'corrected', reason, after })
    return { id }
  })
}

/** Strikes out what never was, with a reason: it stays visible and counts nowhere. */
export async function strikeMembership(
  ctx: Context,
  membershipId: string,
  body: { id: string; reason: string },
): Promise<{ id: string }> {
  const held = await holdMembership(ctx, membershipId)
  must(ctx.actor, 'membership.change', held.path)
  const { id, reason } = body
  return once(ctx, { id, content: { membershipId, reason } }, async () => {
    refuseStruck(held)
    refuseIf(reason.trim() ? [] : [finding('/reason', 'required', msg('Please say why this is struck out.'))])
    await keepChange(ctx, held, { id, kind: 'struck', reason, after: held.terms })
    return { id }
  })
}

function refuseStruck({ struck }: MembershipRow): void {
  if (struck) throw wrongStage('membership struck', msg('This membership was struck out.'))
}

type Change = { id: string; kind: ChangeKind; reason: string; after: Terms }

async function keepChange(ctx: Context, held: MembershipRow, change: Change): Promise<void> {
  const { id, kind, reason, after } = change
  await tables(ctx.db)
    .updateTable('formation.membership')
    .set({ ...columnsOf(after), struck: kind === 'struck' })
    .where('id', '=', held.id)
    .execute()
  await tables(ctx.db)
    .insertInto('formation.membership_change')
    .values({
      id,
      membership_id: held.id,
      kind,
      before: held.terms,
      reason: reason.trim(),
      made_on: ctx.today,
      made_at: ctx.now,
      made_by: ctx.actor.accountId,
    })
    .execute()
  const { joinedOn, leftOn, leftReason } = after
  await note(ctx, {
    verb: `membership.${kind}`,
    kind: 'person',
    id: held.personId,
    placeId: held.placeId,
    detail: { membershipId: held.id, organisationId: held.organisationId, joinedOn, leftOn, leftReason },
  })
}
