// The calls of programme packs and of the set-up page: what comes with Hezuo, what would come in, bringing it in, and
// this office's own words as a file.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { AnyText, Id, NamesShape, nullable, oneOf } from '../../base/schemas.ts'
import { DueDay, YearFrom } from '../../convene/programmes/contract.ts'

/** The parts of a pack, each of which may need those before it. */
export const sections = [
  'programme',
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
  'example',
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
    /** `differs`: the office keeps its own, `taken`: it takes theirs */
    state: oneOf(['new', 'same', 'differs', 'taken', 'refused'] as const),
    /** a digest of what the office has, to be said by whoever takes theirs instead; null: it has none */
    was: nullable(Type.String()),
    /** where the two differ: '/'-separated keys of the entry, and what each says there; null: nothing */
    fields: Type.Array(
      Type.Object({
        path: Type.String(),
        ours: nullable(Type.String()),
        theirs: nullable(Type.String()),
      }),
    ),
    /** in how many fields they are the same */
    same: Type.Integer(),
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
  /**
   * of which entries theirs is taken where the office's own is otherwise; of the others the office keeps its own.
   * `was`: what the preview gave with it; where the office has something else since, it is refused
   */
  take: Type.Optional(
    Type.Array(
      Type.Object({
        section: oneOf(sections),
        code: Type.String({ maxLength: 130 }),
        was: Type.String({ minLength: 64, maxLength: 64 }),
      }),
      { maxItems: 5000 },
    ),
  ),
  /** of indicators that are taken and that plans rest on: the period with which theirs begins; null corrects ours */
  fromPeriodId: Type.Optional(nullable(Id)),
}

export const previewPack = call({
  method: 'POST',
  path: '/api/packs/preview',
  summary:
    'What a pack would bring in, field by field what the office has otherwise, and what would be refused. Changes nothing.',
  once: 'none',
  body: Type.Object(Source),
  reply: Type.Object({ names: NamesShape, about: AnyText, entries: Entries }),
})

export const addPack = call({
  method: 'POST',
  path: '/api/packs/load',
  summary:
    'Brings in what is new in a pack, and what is taken of what differs, all of it or nothing; what changed here since it was seen is not taken. Else what the office has stays as it is.',
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
  summary: 'The programme by its name and the place that runs it, and what of it the reader may set up.',
  reply: Type.Object({
    programme: nullable(
      Type.Object({
        id: Id,
        names: NamesShape,
        lead: NamesShape,
        place: NamesShape,
        yearFrom: YearFrom,
        dueDay: DueDay,
      }),
    ),
    /** whether the reader keeps the lists of the whole office, and whether the programme */
    mayLists: Type.Boolean(),
    mayProgramme: Type.Boolean(),
  }),
})
