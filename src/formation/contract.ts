// The calls of memberships. Seen by those who may read people of the unit's place or of the person's, and by the
// member; anything else answers as not found. Whatever is written carries an id made at the sender.
import { Type } from 'typebox'
import { call } from '../base/call.ts'
import {
  After,
  DayText,
  Done,
  Id,
  Named,
  NamesShape,
  Next,
  nullable,
  oneOf,
  PageOf,
  PaperWords,
} from '../base/schemas.ts'
import { leftReasons } from '../carry-out/reports/rules.ts'
import { FormCode } from '../registry/lists/contract.ts'
import { organisationStatuses } from '../registry/organisations/rules.ts'
import { changeKinds, consentHows, parties } from './rules.ts'

const organisationId = Type.Object({ organisationId: Id })
const membershipId = Type.Object({ membershipId: Id })
export const ReasonShape = oneOf(leftReasons)
/** Why it ended: `unit_ended` is never entered, it follows from the unit's own end. */
export const EndReasonShape = oneOf([...leftReasons, 'unit_ended'] as const)
const Said = Type.String({ maxLength: 1000 })

/** How and when the person, or the household, said that they wish to join. */
const Consent = { consentOn: DayText, consentHow: oneOf(consentHows), note: Said }
const TermsShape = Type.Object({
  party: oneOf(parties),
  joinedOn: DayText,
  leftOn: nullable(DayText),
  leftReason: nullable(ReasonShape),
  ...Consent,
})

export const UnitShape = Type.Object({
  id: Id,
  names: NamesShape,
  form: FormCode,
  status: oneOf(organisationStatuses),
  place: Named,
  illustrative: Type.Boolean(),
})

export const shownMembers = ['present', 'joined', 'left', 'ever'] as const

export const membersPage = call({
  method: 'GET',
  path: '/api/organisations/:organisationId/members',
  summary:
    'The members of a unit on a day, a page at a time by the day of joining, with who joined and who left since another day.',
  params: organisationId,
  query: Type.Object({
    /** the programme's day unless given */
    on: Type.Optional(DayText),
    /** a year before unless given */
    since: Type.Optional(DayText),
    show: Type.Optional(oneOf(shownMembers)),
    text: Type.Optional(Type.String({ maxLength: 100 })),
    after: After,
  }),
  reply: Type.Object({
    on: DayText,
    since: DayText,
    organisation: UnitShape,
    /** members on the day, and those who joined and left after `since` up to it; members then + joined − left = now */
    figures: Type.Object({
      members: Type.Integer(),
      households: Type.Integer(),
      joined: Type.Integer(),
      left: Type.Integer(),
      reasons: Type.Array(Type.Object({ reason: nullable(EndReasonShape), count: Type.Integer() })),
    }),
    members: PageOf(
      Type.Object({
        id: Id,
        person: Named,
        party: oneOf(parties),
        joinedOn: DayText,
        endsOn: nullable(DayText),
        endReason: nullable(EndReasonShape),
        consentOn: DayText,
        consentHow: oneOf(consentHows),
        state: oneOf(['now', 'before', 'ahead', 'struck'] as const),
        isCorrected: Type.Boolean(),
        illustrative: Type.Boolean(),
      }),
    ),
    next: Next,
    mayChange: Type.Boolean(),
    /** whether somebody can join today: the unit lives, and its members own it */
    mayAdd: Type.Boolean(),
  }),
})

export const membersPaper = call({
  method: 'GET',
  path: '/api/organisations/:organisationId/members/list',
  summary: 'All members of a unit on a day, in the order in which they joined: the list to sign.',
  params: organisationId,
  query: Type.Object({ on: Type.Optional(DayText) }),
  reply: Type.Object({
    on: DayText,
    organisation: UnitShape,
    members: Type.Array(Type.Object({ id: Id, names: NamesShape, party: oneOf(parties), joinedOn: DayText })),
    /** what the programme says of the list as a paper; null: it stands as it comes */
    paper: nullable(PaperWords),
    illustrative: Type.Boolean(),
  }),
})

export const personMemberships = call({
  method: 'GET',
  path: '/api/people/:personId/memberships',
  summary:
    'The memberships of one person, the latest first, each with what was corrected in it, as far as the reader may see.',
  params: Type.Object({ personId: Id }),
  reply: Type.Object({
    person: Type.Object({ ...Named.properties, place: Named, illustrative: Type.Boolean() }),
    /** whether it is the reader's own page */
    isOwn: Type.Boolean(),
    memberships: Type.Array(
      Type.Object({
        id: Id,
        organisation: Named,
        form: FormCode,
        place: Named,
        ...TermsShape.properties,
        /** as it counts: no longer than the unit lasted in a form that has members */
        endsOn: nullable(DayText),
        endReason: nullable(EndReasonShape),
        state: oneOf(['now', 'before', 'ahead', 'struck'] as const),
        illustrative: Type.Boolean(),
        madeOn: DayText,
        madeBy: nullable(NamesShape),
        mayChange: Type.Boolean(),
        /** whoever may change it, and the member */
        mayLeave: Type.Boolean(),
        changes: Type.Array(
          Type.Object({
            id: Id,
            kind: oneOf(changeKinds),
            before: TermsShape,
            after: TermsShape,
            reason: Type.String(),
            madeOn: DayText,
            madeBy: nullable(NamesShape),
          }),
        ),
      }),
    ),
  }),
})

export const addMember = call({
  method: 'POST',
  path: '/api/organisations/:organisationId/members',
  summary:
    'Enters somebody as a member of a unit, by their own consent: a person of the register, or a new one of the unit’s place.',
  once: 'id',
  params: organisationId,
  body: Type.Object({
    id: Id,
    /** one of the two */
    personId: nullable(Id),
    newPerson: nullable(Type.Object({ names: NamesShape, phone: nullable(Type.String({ maxLength: 40 })) })),
    party: oneOf(parties),
    joinedOn: DayText,
    ...Consent,
    /** the person is a member of another unit in these days, and that is meant */
    overlapMeant: Type.Optional(Type.Boolean()),
    /** somebody of the same name is entered at this place, and this is another person */
    namesakeMeant: Type.Optional(Type.Boolean()),
  }),
  reply: Done,
})

export const endMembership = call({
  method: 'POST',
  path: '/api/memberships/:membershipId/leave',
  summary: 'Records that a member left. Always possible, from the day of joining on.',
  once: 'id',
  params: membershipId,
  body: Type.Object({ id: Id, leftOn: DayText, leftReason: ReasonShape, note: Said }),
  reply: Done,
})

export const correctMembership = call({
  method: 'POST',
  path: '/api/memberships/:membershipId/correct',
  summary: 'Corrects a membership with a reason; what stood before stays visible.',
  once: 'id',
  params: membershipId,
  body: Type.Object({
    id: Id,
    ...TermsShape.properties,
    reason: Said,
    overlapMeant: Type.Optional(Type.Boolean()),
  }),
  reply: Done,
})

export const strikeMembership = call({
  method: 'POST',
  path: '/api/memberships/:membershipId/strike',
  summary: 'Strikes out a membership that never was, with a reason. It stays visible and counts nowhere.',
  once: 'id',
  params: membershipId,
  body: Type.Object({ id: Id, reason: Said }),
  reply: Done,
})
