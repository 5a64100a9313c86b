// The calls about programmes.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Id, NamesShape } from '../../base/schemas.ts'

export const ProgrammeShape = Type.Object({
  id: Id,
  names: NamesShape,
  placeId: Id,
  historical: Type.Boolean(),
  lead: NamesShape,
})

export const makeProgramme = call({
  method: 'POST',
  path: '/api/programmes',
  summary: 'Begins a programme run by one place.',
  body: Type.Object({ placeId: Id, names: NamesShape, lead: NamesShape }),
  reply: Done,
})

export const changeProgramme = call({
  method: 'PUT',
  path: '/api/programmes/:programmeId',
  summary: 'Renames a programme or says anew what it is about.',
  params: Type.Object({ programmeId: Id }),
  body: Type.Object({ names: NamesShape, lead: NamesShape }),
  reply: Done,
})
