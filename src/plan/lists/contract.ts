// The calls of the two lists that a programme's plans are ordered by. What is in use is never deleted: retired, it is
// no longer offered.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, Named, NamesShape, nullable, oneOf, TextUpTo } from '../../base/schemas.ts'
import { planLists as lists, outlookTones } from './rules.ts'

/** What condition sheets name an outlook by, and lines a section. */
export const ListCode = Type.String({ minLength: 1, maxLength: 60 })

const OutlookBody = {
  names: NamesShape,
  /** in tables, where that is shorter */
  short: nullable(NamesShape),
  /** whoever plans growth in the trade all the same says why */
  barsGrowth: Type.Boolean(),
  tone: oneOf(outlookTones),
}
const SectionBody = {
  names: NamesShape,
  /** what its lines are about; may be empty */
  about: TextUpTo(300),
}
const Kept = {
  id: Id,
  code: ListCode,
  /** no longer offered from this day on */ retiredOn: nullable(DayText),
}
export const OutlookShape = Type.Object({ ...Kept, ...OutlookBody })
export const SectionShape = Type.Object({ ...Kept, ...SectionBody })

/** The lists of a programme, retired entries included: what is called so on its screens and papers. */
export const Lists = { outlooks: Type.Array(OutlookShape), sections: Type.Array(SectionShape) }

/** What the lists are said on. */
const touches = ['plan-lists', 'plan-sheets', 'plans', 'plan-lines', 'carry-out', 'set-up', 'packs']

export const planLists = call({
  method: 'GET',
  path: '/api/plan-lists',
  summary: 'The outlooks of trades and the sections of plans of a programme, retired ones included.',
  query: Type.Object({ programmeId: Type.Optional(Id) }),
  reply: Type.Object({
    programme: nullable(Named),
    outlooks: Type.Array(Type.Object({ ...OutlookShape.properties, isUsed: Type.Boolean() })),
    sections: Type.Array(Type.Object({ ...SectionShape.properties, isUsed: Type.Boolean() })),
    mayChange: Type.Boolean(),
  }),
})

export const addOutlook = call({
  method: 'POST',
  path: '/api/plan-lists/outlooks',
  summary: 'Adds what a trade may be said to do. With the first, every condition sheet says it.',
  touches,
  body: Type.Object({ programmeId: Id, code: ListCode, ...OutlookBody }),
  reply: Done,
})

export const changeOutlook = call({
  method: 'PUT',
  path: '/api/plan-lists/outlooks/:outlookId',
  summary: 'Renames an outlook or retires it. Of one in use it stays whether it bars growth.',
  touches,
  params: Type.Object({ outlookId: Id }),
  body: Type.Object({ ...OutlookBody, retired: Type.Boolean() }),
  reply: Done,
})

export const addSection = call({
  method: 'POST',
  path: '/api/plan-lists/sections',
  summary: 'Adds a section of plans. With the first, every line stands in one.',
  touches,
  body: Type.Object({ programmeId: Id, code: ListCode, ...SectionBody }),
  reply: Done,
})

export const changeSection = call({
  method: 'PUT',
  path: '/api/plan-lists/sections/:sectionId',
  summary: 'Renames a section or retires it.',
  touches,
  params: Type.Object({ sectionId: Id }),
  body: Type.Object({ ...SectionBody, retired: Type.Boolean() }),
  reply: Done,
})

export const orderPlanList = call({
  method: 'PUT',
  path: '/api/programmes/:programmeId/plan-list-order',
  summary: 'The order in which condition sheets offer outlooks, or plans show their sections.',
  touches,
  params: Type.Object({ programmeId: Id }),
  body: Type.Object({ list: oneOf(lists), ids: Type.Array(Id, { maxItems: 1000 }) }),
  reply: Done,
})
