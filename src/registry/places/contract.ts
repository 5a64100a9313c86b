// The calls of the registry. Places, trades and posts are public to anybody signed in; organisations and people are
// seen within the reader's own places.
import { type Static, Type } from 'typebox'
import { call } from '../../base/call.ts'
import {
  After,
  DayText,
  Done,
  Id,
  Line,
  Named,
  NamesShape,
  Next,
  nullable,
  oneOf,
  PageOf,
} from '../../base/schemas.ts'
import { LevelCode, TierShape } from '../levels/contract.ts'
import { mostLevels } from '../levels/rules.ts'
import { FormCode } from '../lists/contract.ts'
import { placeEventKinds } from './rules.ts'

export const PlaceShape = Type.Object({
  id: Id,
  code: Type.String(),
  names: NamesShape,
  /** the code of its level, and what places of the level do */
  level: LevelCode,
  tier: TierShape,
})

const PlaceNode = Type.Object({ ...PlaceShape.properties, parentId: nullable(Id), children: Type.Integer() })

const EventShape = Type.Object({
  id: Id,
  kind: oneOf(placeEventKinds),
  onDay: DayText,
  place: Named,
  other: nullable(Named),
  note: NamesShape,
  source: Type.String(),
  namesBefore: nullable(NamesShape),
  illustrative: Type.Boolean(),
  /** it counts as if it had never been recorded; who took it back is told by name */
  takenBack: nullable(Type.Object({ at: Type.String(), by: nullable(NamesShape), reason: Type.String() })),
  mayTakeBack: Type.Boolean(),
})

export const placeTree = call({
  method: 'GET',
  path: '/api/places',
  summary:
    'The tree of places as of a day, below one place or from the top down to those that plan; of a large country from the top only the level below it, and the rest by asking below one place.',
  query: Type.Object({
    on: Type.Optional(DayText),
    under: Type.Optional(Id),
    /** with `under`: how many levels below it; all of them unless given */
    levels: Type.Optional(Type.Integer({ minimum: 1, maximum: mostLevels - 1 })),
  }),
  reply: Type.Object({
    on: DayText,
    places: Type.Array(PlaceNode),
    mayAdd: Type.Boolean(),
  }),
})

export const placeEvents = call({
  method: 'GET',
  path: '/api/place-events',
  summary:
    'What is recorded to have happened to places, the latest first, a page at a time: to one of them, or to all.',
  query: Type.Object({ placeId: Type.Optional(Id), after: After }),
  reply: Type.Object({ events: PageOf(EventShape), next: Next }),
})

export const placePage = call({
  method: 'GET',
  path: '/api/places/:placeId',
  summary: 'One place with its parents over time and the places under it.',
  params: Type.Object({ placeId: Id }),
  query: Type.Object({ on: Type.Optional(DayText) }),
  reply: Type.Object({
    on: DayText,
    place: Type.Object({ ...PlaceShape.properties, fromOn: nullable(DayText), toOn: nullable(DayText) }),
    path: Type.Array(Named),
    parents: Type.Array(
      Type.Object({
        parent: Named,
        fromOn: nullable(DayText),
        toOn: nullable(DayText),
      }),
    ),
    children: Type.Array(PlaceShape),
    /** organisations of the place and of all below it on the day, as far as the reader may see them */
    counts: Type.Array(Type.Object({ form: FormCode, count: Type.Integer() })),
    people: nullable(Type.Integer()),
    mayOpenBelow: Type.Boolean(),
    mayAddOrganisation: Type.Boolean(),
    mayAddPerson: Type.Boolean(),
    mayChange: Type.Boolean(),
  }),
})

/** What a place stands under on a day, and from which day on it is recorded to; null: it always did. */
const StandingShape = Type.Object({ parentPlaceId: Id, fromOn: nullable(DayText) })
export type Standing = Static<typeof StandingShape>

export const transferPlace = call({
  method: 'POST',
  path: '/api/places/:placeId/transfer',
  summary:
    'Records that a place goes to another parent from a day on. Totals of periods that end later follow it. Stale where its parent on the day, or the day from which on it is recorded, is not any more what `was` says; a parent recorded from the very day on, also that of its first day, is replaced only where `was` names it.',
  params: Type.Object({ placeId: Id }),
  body: Type.Object({
    toPlaceId: Id,
    onDay: DayText,
    source: Line,
    note: NamesShape,
    /** the same of the preview */
    was: Type.Optional(StandingShape),
  }),
  reply: Done,
})

const Code = Type.String({ minLength: 1, maxLength: 60 })
const Event = { onDay: DayText, source: Line, note: NamesShape }

export const transferPreview = call({
  method: 'GET',
  path: '/api/places/:placeId/transfer-preview',
  summary: 'What would follow if a place went to another parent on a day. Changes nothing.',
  params: Type.Object({ placeId: Id }),
  query: Type.Object({ toPlaceId: Id, onDay: DayText }),
  reply: Type.Object({
    from: nullable(Named),
    to: Named,
    /** how it stands on the day: whoever then records the transfer says it again, and nothing else is replaced */
    was: nullable(StandingShape),
    /** counties and cities that go with it */
    counties: Type.Integer(),
    organisations: Type.Integer(),
    /** the parent recorded from the very day on, which would be dropped; those of later days stay */
    dropped: Type.Array(Type.Object({ parent: Named, fromOn: DayText })),
  }),
})

export const addPlace = call({
  method: 'POST',
  path: '/api/places',
  summary: 'Enters a place under another one, from a day on or as one that always stood there.',
  body: Type.Object({
    code: Code,
    names: NamesShape,
    level: LevelCode,
    parentPlaceId: Id,
    fromOn: nullable(DayText),
  }),
  reply: Done,
})

/** How a place ended: into which other it went, and which stands today and answers for what is kept of it. */
export const GoneShape = Type.Object({ onDay: DayText, into: Named, heir: Named })
export type Gone = Static<typeof GoneShape>

export const mergePlace = call({
  method: 'POST',
  path: '/api/places/:placeId/merge',
  summary: 'Records that a place went into another one of its level and ended.',
  params: Type.Object({ placeId: Id }),
  body: Type.Object({ intoPlaceId: Id, ...Event }),
  reply: Done,
})

export const splitPlace = call({
  method: 'POST',
  path: '/api/places/:placeId/split',
  summary: 'Records that a new place of the same level was made out of one.',
  params: Type.Object({ placeId: Id }),
  body: Type.Object({ code: Code, names: NamesShape, ...Event }),
  reply: Done,
})

export const renamePlace = call({
  method: 'POST',
  path: '/api/places/:placeId/rename',
  summary: 'Records that a place took another name.',
  params: Type.Object({ placeId: Id }),
  body: Type.Object({ names: NamesShape, ...Event }),
  reply: Done,
})

const eventId = Type.Object({ eventId: Id })

/** Rows of one kind that rest on something: how many, and the first of them. */
export const RestingShape = Type.Object({
  what: Type.String(),
  count: Type.Integer(),
  first: Type.Array(Type.Object({ names: NamesShape, href: nullable(Type.String()) }), { maxItems: 5 }),
})

export const takeBackPreview = call({
  method: 'GET',
  path: '/api/place-events/:eventId/take-back',
  summary:
    'What would follow if a recorded event of places were taken back, and what rests on it. Changes nothing.',
  params: eventId,
  reply: Type.Object({
    /** false: it says that a place was set up, or is older than what is kept of changes, and cannot be taken back */
    isKept: Type.Boolean(),
    /** how many stretches of places would go back to another parent, and the first of them */
    stretches: Type.Integer(),
    returning: Type.Array(
      Type.Object({
        place: Named,
        from: Named,
        to: Named,
        fromOn: nullable(DayText),
        toOn: nullable(DayText),
      }),
      { maxItems: 20 },
    ),
    /** what went along with a merger and would be entered again where it was */
    units: Type.Integer(),
    people: Type.Integer(),
    /** whose figures would count elsewhere; a closed one forbids it */
    periods: Type.Array(Type.Object({ id: Id, names: NamesShape, isClosed: Type.Boolean() })),
    resting: Type.Array(RestingShape),
  }),
})

export const takeBackEvent = call({
  method: 'POST',
  path: '/api/place-events/:eventId/take-back',
  summary:
    'Takes back a transfer, merger, split or new name as if it had never been recorded, as long as nothing newer rests on it, which is told. Totals of open periods follow; a closed one forbids it. Stale where somebody else has taken it back. The event stays in the list, marked.',
  params: eventId,
  body: Type.Object({ reason: Line }),
  reply: Done,
})

const Corrected = { code: Code, names: NamesShape, level: LevelCode }
export const correctPlace = call({
  method: 'PUT',
  path: '/api/places/:placeId',
  summary:
    'Puts right the code, spelling or level of a place that was entered wrongly, as long as no plan or condition sheet there or below, no class and no programme rests on it; a level while nobody is entered there, a spelling while no later name is recorded.',
  params: Type.Object({ placeId: Id }),
  body: Type.Object({ ...Corrected, was: Type.Object(Corrected) }),
  reply: Done,
})

/** Many places share a name: what each stands under says which it is. */
export const FoundPlace = Type.Object({ ...PlaceShape.properties, above: nullable(NamesShape) })

const Text = Type.Optional(Type.String({ maxLength: 100 }))

export const searchPlaces = call({
  method: 'GET',
  path: '/api/places/find',
  summary: 'Places by a part of the Chinese or Latin name or of the code, as of a day.',
  query: Type.Object({ text: Text, level: Type.Optional(LevelCode), on: Type.Optional(DayText) }),
  reply: Type.Object({ found: Type.Array(FoundPlace) }),
})

const Hit = Type.Object({
  id: Id,
  code: Type.String(),
  names: NamesShape,
  place: nullable(Named),
  illustrative: Type.Boolean(),
})

export const searchRegisters = call({
  method: 'GET',
  path: '/api/registers/search',
  summary:
    'Places, organisations and people by Chinese text, Latin text or code; the latter two as the reader may see.',
  query: Type.Object({ text: Type.String({ minLength: 1, maxLength: 100 }) }),
  reply: Type.Object({
    places: Type.Array(FoundPlace),
    organisations: Type.Array(Type.Object({ ...Hit.properties, form: FormCode })),
    people: Type.Array(Type.Object({ ...Hit.properties, posts: Type.Array(NamesShape) })),
  }),
})
