// The calls of convene about programmes, classes and seats. A class is published to the places below its organiser;
// its seat table with it. People are seen by whoever may read nominations of their place.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import {
  After,
  Coded,
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
  Prose,
  SaidText,
} from '../../base/schemas.ts'
import { attendanceStates } from '../attendance/rules.ts'
import { BegunSession, ExampleShape, ProgrammeShape, StagesShape } from '../programmes/contract.ts'
import { SessionShape } from '../sessions/contract.ts'
import { mostSessions } from '../sessions/rules.ts'
import { clashRules, classStates, correctedTold, lateRules, stageKinds } from './rules.ts'

/** `short` is what the programme calls the post where there is little room. */
const CalledPost = Type.Object({ ...Coded.properties, short: NamesShape })
const StageShape = Type.Object({ id: Id, kind: oneOf(stageKinds), names: NamesShape })

const ClassLine = Type.Object({
  id: Id,
  names: NamesShape,
  place: Named,
  hostPlace: Named,
  startsSaid: Type.String(),
  endsSaid: Type.String(),
  state: oneOf(classStates),
  /** its last day is past, or it is closed */
  hasEnded: Type.Boolean(),
  seats: Type.Integer(),
  accepted: Type.Integer(),
  places: Type.Integer(),
})

export const listClasses = call({
  method: 'GET',
  path: '/api/classes',
  summary: 'The classes that the reader may see, the latest first, a page at a time.',
  query: Type.Object({ text: Type.Optional(Type.String({ maxLength: 100 })), after: After }),
  reply: Type.Object({
    classes: PageOf(ClassLine),
    next: Next,
    mayCreate: Type.Boolean(),
    programme: nullable(ProgrammeShape),
  }),
})

export const classChoices = call({
  method: 'GET',
  path: '/api/class-choices',
  summary:
    'The thirty latest classes that a text in either language fits, to choose one from: of those that the reader may see, or that the reader may examine or check.',
  query: Type.Object({
    text: Type.Optional(Type.String({ maxLength: 100 })),
    /** what is to be done with the class */
    may: Type.Optional(oneOf(['study.change', 'round.change'] as const)),
  }),
  reply: Type.Object({
    found: Type.Array(
      Type.Object({
        ...Named.properties,
        startsSaid: Type.String(),
        endsSaid: Type.String(),
        /** the last day that it can last to */
        lastDay: DayText,
      }),
      { maxItems: 30 },
    ),
  }),
})

export const classForm = call({
  method: 'GET',
  path: '/api/class-form',
  summary: 'What a new class may choose from: organisers, the places under one on a day, posts, programmes.',
  query: Type.Object({ placeId: Type.Optional(Id), on: Type.Optional(DayText) }),
  reply: Type.Object({
    organisers: Type.Array(Named),
    places: Type.Array(Coded),
    posts: Type.Array(Coded),
    programmes: Type.Array(
      Type.Object({
        ...Named.properties,
        /** what its classes begin with; empty: the usual stages */
        stages: Type.Array(Type.Object({ kind: oneOf(stageKinds), names: NamesShape })),
        /** the class that a new one may be begun from */
        example: nullable(ExampleShape),
      }),
    ),
  }),
})

const particulars = {
  names: NamesShape,
  purpose: NamesShape,
  venue: NamesShape,
  hostPlaceId: Id,
  startsSaid: SaidText,
  endsSaid: SaidText,
  deadlineSaid: nullable(SaidText),
  capacity: Type.Integer({ minimum: 1, maximum: 100000 }),
}
/** Left as they are where nothing is said: what happens after the deadline, and to somebody of two classes at once. */
const ownRules = {
  lateRule: Type.Optional(oneOf(lateRules)),
  clashRule: Type.Optional(oneOf(clashRules)),
}

export const makeClass = call({
  method: 'POST',
  path: '/api/classes',
  summary: 'Prepares a class: its dates as they were said, the posts and places that it calls, its stages.',
  body: Type.Object({
    programmeId: Id,
    placeId: Id,
    ...particulars,
    ...ownRules,
    postIds: Type.Array(Id, { maxItems: 30 }),
    placeIds: Type.Array(Id, { maxItems: 300 }),
    stages: StagesShape,
    /** those of an example: the timetable begins with them */
    sessions: Type.Optional(Type.Array(BegunSession, { maxItems: mostSessions })),
  }),
  reply: Done,
})

export const inClass = Type.Object({ classId: Id })

export const changeClass = call({
  method: 'PUT',
  path: '/api/classes/:classId',
  summary:
    'Changes the particulars of a class that is not closed. Stale where they are not any more what `was` says.',
  params: inClass,
  body: Type.Object({
    ...particulars,
    ...ownRules,
    was: Type.Optional(Type.Object({ ...particulars, ...ownRules })),
  }),
  reply: Done,
})

export const moveClass = call({
  method: 'POST',
  path: '/api/classes/:classId/state',
  summary: 'Sends out the notice, begins the class, closes it, or opens a closed one again.',
  params: inClass,
  body: Type.Object({ to: oneOf(classStates) }),
  reply: Done,
})

export const addPost = call({
  method: 'POST',
  path: '/api/classes/:classId/posts',
  summary: 'Calls one more post to the class: the list of posts is open.',
  params: inClass,
  body: Type.Object({ postId: Id }),
  reply: Done,
})

const needKinds = [
  'missing',
  'returned',
  'undecided',
  'free-seat',
  'lapsed',
  'no-attendance',
  'begin',
  'close',
  'no-seats',
  'call',
] as const
const NeedShape = Type.Object({
  kind: oneOf(needKinds),
  place: nullable(Named),
  post: nullable(Named),
  person: nullable(NamesShape),
  reason: nullable(Type.String()),
  n: Type.Integer(),
  nominationId: nullable(Id),
  sessionId: nullable(Id),
})

/**
 * Which session was marked, and for how many people something else holds since. Of corrections from version 0.1.0 it is
 * known how many marks came in, and not always of how many people.
 */
const CorrectedSession = Type.Object({
  id: Id,
  title: NamesShape,
  marks: Type.Integer(),
  people: nullable(Type.Integer()),
})

export const classPage = call({
  method: 'GET',
  path: '/api/classes/:classId',
  summary: 'One class: its particulars, figures, the sessions of the day, and what needs the reader.',
  params: inClass,
  reply: Type.Object({
    today: DayText,
    class: Type.Object({
      id: Id,
      ...particulars,
      firstDay: DayText,
      lastDay: DayText,
      lateRule: oneOf(lateRules),
      clashRule: oneOf(clashRules),
      /** put forward from now on is late */
      isPastDeadline: Type.Boolean(),
      state: oneOf(classStates),
      /** what is changed of it from now on is a correction */
      hasEnded: Type.Boolean(),
      illustrative: Type.Boolean(),
      place: Named,
      hostPlace: Named,
    }),
    places: Type.Array(Coded),
    posts: Type.Array(CalledPost),
    stages: Type.Array(StageShape),
    /** what the programme says of its papers, by their codes; the others stand as they come */
    papers: Type.Record(Type.String(), PaperWords),
    figures: Type.Object({
      seats: Type.Integer(),
      /** Of the places whose nominations the reader may read; null where there are none. */
      people: nullable(
        Type.Object({
          places: Type.Integer(),
          seats: Type.Integer(),
          accepted: Type.Integer(),
          waiting: Type.Integer(),
          undecided: Type.Integer(),
        }),
      ),
      days: Type.Integer(),
      last: nullable(
        Type.Object({
          sessionId: Id,
          present: Type.Integer(),
          /** how many of those with a seat on its day are marked */
          marked: Type.Integer(),
          of: Type.Integer(),
        }),
      ),
    }),
    day: nullable(Type.Object({ on: DayText, sessions: Type.Array(SessionShape) })),
    /** how often it was corrected after its end, and the last time; for those who read people of the class */
    corrected: nullable(
      Type.Object({
        n: Type.Integer(),
        onDay: DayText,
        by: NamesShape,
        reason: nullable(Type.String()),
        /** null of a nomination */
        session: nullable(CorrectedSession),
      }),
    ),
    needs: Type.Array(NeedShape),
    isTrainee: Type.Boolean(),
    mayChange: Type.Boolean(),
    /** whether the reader may keep it as the example of its programme */
    mayKeep: Type.Boolean(),
    mayDecide: Type.Boolean(),
    mayNominateFor: Type.Array(Id),
    mayReadPeople: Type.Boolean(),
    mayInvite: Type.Boolean(),
    mayRecord: Type.Boolean(),
  }),
})

export const corrections = call({
  method: 'GET',
  path: '/api/classes/:classId/corrections',
  summary:
    'What was changed of a class after it had ended, by whom and why, the latest first, a page at a time; for those who read people of it.',
  params: inClass,
  query: Type.Object({ after: After }),
  reply: Type.Object({
    corrections: PageOf(
      Type.Object({
        id: Id,
        onDay: DayText,
        by: NamesShape,
        what: oneOf(correctedTold),
        /** whose nomination; null of marks */
        person: nullable(NamesShape),
        /** the first day with the seat, or without it, where that still holds */
        from: nullable(DayText),
        /** null of a nomination */
        session: nullable(CorrectedSession),
        /** of how many of those whom the reader may read what became what; null: open, or not known any more */
        changes: Type.Array(
          Type.Object({
            from: nullable(oneOf(attendanceStates)),
            to: nullable(oneOf(attendanceStates)),
            people: Type.Integer(),
          }),
          { maxItems: 16 },
        ),
        /** the first of those whom the reader may read, and from what to what; null: open, or not known any more */
        marked: Type.Array(
          Type.Object({
            person: NamesShape,
            from: nullable(oneOf(attendanceStates)),
            to: nullable(oneOf(attendanceStates)),
          }),
          { maxItems: 10 },
        ),
        reason: nullable(Type.String()),
      }),
    ),
    next: Next,
  }),
})

export const correctedPeople = call({
  method: 'GET',
  path: '/api/classes/:classId/corrections/:correctionId/people',
  summary:
    'Of whom a correction of marks was, and from what to what, place by place, a page at a time; for those who read people of it.',
  params: Type.Object({ classId: Id, correctionId: Id }),
  query: Type.Object({ after: After }),
  reply: Type.Object({
    people: PageOf(
      Type.Object({
        placeId: Id,
        person: NamesShape,
        from: nullable(oneOf(attendanceStates)),
        to: nullable(oneOf(attendanceStates)),
      }),
    ),
    next: Next,
  }),
})

const Counts = Type.Object({ present: Type.Integer(), excused: Type.Integer(), absent: Type.Integer() })

/** `attended` of `possible`: how often somebody was there, of how often it is known, since they were marked. */
const Part = {
  seats: Type.Integer(),
  accepted: Type.Integer(),
  /** attended at least one session */
  tookPart: Type.Integer(),
  attended: Type.Integer(),
  possible: Type.Integer(),
}

const AtEnd = Type.Object({
  seats: Type.Integer(),
  accepted: Type.Integer(),
  tookPart: Type.Integer(),
  recorded: Type.Integer(),
  possible: Type.Integer(),
  ...Counts.properties,
})

export const classSummary = call({
  method: 'GET',
  path: '/api/classes/:classId/summary',
  summary: 'The summary of a class in every language, written from its own figures, with the figures.',
  params: inClass,
  reply: Type.Object({
    texts: Type.Array(Type.Object({ language: Type.String(), sentences: Type.Array(Prose) })),
    figures: Type.Object({
      places: Type.Integer(),
      placesPresent: Type.Integer(),
      ...Part,
      days: Type.Integer(),
      sessions: Type.Integer(),
      recorded: Type.Integer(),
      attendance: Counts,
      posts: Type.Array(Type.Object({ names: NamesShape, ...Part })),
      byPlace: Type.Array(Type.Object({ names: NamesShape, ...Part })),
      stages: Type.Array(
        Type.Object({
          names: NamesShape,
          kind: oneOf(stageKinds),
          sessions: Type.Integer(),
          attendance: Counts,
        }),
      ),
    }),
    /** the figures when the class had ended, where corrections have changed them since */
    atEnd: nullable(AtEnd),
    illustrative: Type.Boolean(),
  }),
})
