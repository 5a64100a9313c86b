// The calls of programme packs and of the set-up page: what comes with Hezuo, what would come in, bringing it in, and
// this office's own words as a file.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { AnyText, Id, NamesShape, nullable, oneOf } from '../../base/schemas.ts'

/** The parts of a pack, each of which may need those before it. */
export const sections = [
  'levels',
  'forms',
  'trades',
  'posts',
  'gates',
  'units',
  'disaggregations',
  'indicators',
  'outlooks',
  'sections',
  'papers',
  'stages',
  'policies',
  'cards',
] as const
export type Section = (typeof sections)[number]

export const listPacks = call({
  method: 'GET',
  path: '/api/packs',
  summary: 'The programme packs that come with Hezuo.',
  reply: Type.Object({
    packs: Type.Array(
      Type.Object({
        code: Type.String(),
        names: NamesShape,
        about: AnyText,
        counts: Type.Array(Type.Object({ section: oneOf(sections), n: Type.Integer() })),
      }),
    ),
    mayLoad: Type.Boolean(),
  }),
})

const Entries = Type.Array(
  Type.Object({
    section: oneOf(sections),
    code: Type.String(),
    names: AnyText,
    state: oneOf(['new', 'same', 'differs', 'refused'] as const),
    reasons: Type.Array(Type.String()),
  }),
)

const Source = {
  /** one that comes with Hezuo */
  code: nullable(Type.String({ maxLength: 60 })),
  /** or the text of a pack file */
  text: nullable(Type.String({ maxLength: 900_000 })),
  /** whose programme it becomes, where there is none yet */
  placeId: nullable(Id),
}

export const previewPack = call({
  method: 'POST',
  path: '/api/packs/preview',
  summary:
    'What a pack would bring in, what the office has otherwise, and what would be refused. Changes nothing.',
  once: 'none',
  body: Type.Object(Source),
  reply: Type.Object({ names: NamesShape, about: AnyText, entries: Entries }),
})

export const addPack = call({
  method: 'POST',
  path: '/api/packs/load',
  summary: 'Brings in what is new in a pack, all of it or nothing. What the office has stays as it is.',
  body: Type.Object(Source),
  reply: Type.Object({ entries: Entries }),
})

export const exportPack = call({
  method: 'GET',
  path: '/api/packs/own',
  summary: 'This office’s own words as a pack file, for another office.',
  reply: Type.Unknown(),
  file: true,
})

export const setUpPage = call({
  method: 'GET',
  path: '/api/set-up',
  summary: 'What a programme needs before its first class and its first plan, and how much of it is there.',
  reply: Type.Object({
    programme: nullable(Type.Object({ id: Id, names: NamesShape, lead: NamesShape, place: NamesShape })),
    /** how many there are; retired ones do not count */
    counts: Type.Object({
      places: Type.Integer(),
      counties: Type.Integer(),
      trades: Type.Integer(),
      forms: Type.Integer(),
      countedForms: Type.Integer(),
      posts: Type.Integer(),
      gates: Type.Integer(),
      units: Type.Integer(),
      indicators: Type.Integer(),
      periods: Type.Integer(),
      organisations: Type.Integer(),
      people: Type.Integer(),
      appointments: Type.Integer(),
      accounts: Type.Integer(),
    }),
    /** whether the reader keeps the lists of the whole office, and whether the programme */
    mayLists: Type.Boolean(),
    mayProgramme: Type.Boolean(),
    pack: nullable(Type.String()),
  }),
})
