// Calls of the house itself: what no single room could answer.
import { Type } from 'typebox'
import { call } from '../base/call.ts'
import { Id, InstantText, Named, NamesShape, nullable, oneOf, PageOf } from '../base/schemas.ts'
import { UnitShape } from '../plan/units/contract.ts'
import { CalledLevel } from '../registry/levels/contract.ts'
import { FormShape } from '../registry/lists/contract.ts'

/** How many, how many of all, or whether at all; null where there is nothing to count. */
const Figure = Type.Union([
  Type.Integer(),
  Type.Boolean(),
  Type.Object({ n: Type.Integer(), of: Type.Integer() }),
  Type.Null(),
])

export const stagesNow = call({
  method: 'GET',
  path: '/api/stages',
  summary:
    'How far the stages of the loop have come, each by its name, as far as the reader may see it: for the rail.',
  reply: Type.Record(Type.String(), Figure),
})

export const health = call({
  method: 'GET',
  path: '/api/health',
  summary: 'Whether the server and its database answer.',
  open: 'anyone',
  reply: Type.Object({ status: Type.Literal('ok'), version: Type.String(), database: Type.String() }),
})

const Instant = Type.String()
const abouts = ['places', 'own'] as const
const Word = Type.String({ pattern: '^[a-z][a-z._-]{1,60}$' })

export const journal = call({
  method: 'GET',
  path: '/api/journal',
  summary:
    'What was done in one’s own places, the latest first, a page at a time; or only what concerns oneself.',
  open: 'in-person',
  query: Type.Object({
    /** 'own': what concerns the reader, for which nobody needs a role; so it is for those who have none */
    about: Type.Optional(oneOf(abouts)),
    accountId: Type.Optional(Id),
    kind: Type.Optional(Word),
    verb: Type.Optional(Word),
    under: Type.Optional(Id),
    since: Type.Optional(InstantText),
    before: Type.Optional(InstantText),
    after: Type.Optional(Id),
  }),
  reply: Type.Object({
    entries: PageOf(
      Type.Object({
        id: Id,
        at: Instant,
        verb: Type.String(),
        kind: Type.String(),
        subjectId: Id,
        /** what the thing is called, where that is a person, a place, an organisation or an account */
        subject: nullable(NamesShape),
        place: nullable(Named),
        /** null: the server itself, or somebody who wished not to be named */
        by: nullable(NamesShape),
        /** the token by which a machine did it, by its name */
        token: nullable(Type.String()),
      }),
    ),
    /** the entry to go on after, or null at the end */
    next: nullable(Id),
    about: oneOf(abouts),
    mayReadPlaces: Type.Boolean(),
  }),
})

export const journalWords = call({
  method: 'GET',
  path: '/api/journal/words',
  summary: 'What the journal calls deeds and the kinds of things, in the reader’s language.',
  open: 'in-person',
  reply: Type.Object({
    verbs: Type.Array(Type.Object({ verb: Type.String(), text: Type.String() })),
    kinds: Type.Array(
      Type.Object({
        kind: Type.String(),
        text: Type.String(),
        /** where such a thing is shown, `:id` for its id */
        path: nullable(Type.String()),
      }),
    ),
  }),
})

export const programmeWords = call({
  method: 'GET',
  path: '/api/programme-words',
  summary:
    'What the programme calls the levels of its places, the forms of its units and the units of its figures. Nobody is told the levels alone.',
  open: 'anyone',
  reply: Type.Object({
    forms: Type.Array(FormShape),
    levels: Type.Array(CalledLevel),
    units: Type.Array(UnitShape),
  }),
})
