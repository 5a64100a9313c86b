// The calls about materials.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import {
  After,
  DayText,
  Done,
  Id,
  Line,
  NamesShape,
  Next,
  nullable,
  oneOf,
  PageOf,
} from '../../base/schemas.ts'
import { Text } from '../policies/contract.ts'
import { materialKinds } from './rules.ts'

const MaterialShape = Type.Object({
  id: Id,
  kind: oneOf(materialKinds),
  title: NamesShape,
  text: nullable(Text),
  file: nullable(Type.Object({ name: Type.String(), kind: Type.String(), size: Type.Integer() })),
  classId: nullable(Id),
  sessionId: nullable(Id),
  clauseId: nullable(Id),
  /** of the class and the session, where the reader may see them */
  class: nullable(NamesShape),
  session: nullable(NamesShape),
  illustrative: Type.Boolean(),
  onDay: DayText,
  mayChange: Type.Boolean(),
})

// ---- materials ----

export const listMaterials = call({
  method: 'GET',
  path: '/api/materials',
  summary:
    'The study materials that are published to the reader, the newest first, a page at a time; or those at the clauses of one policy.',
  query: Type.Object({
    classId: Type.Optional(Id),
    sessionId: Type.Optional(Id),
    policyId: Type.Optional(Id),
    after: After,
  }),
  reply: Type.Object({ materials: PageOf(MaterialShape), next: Next, mayChange: Type.Boolean() }),
})

export const makeMaterial = call({
  method: 'POST',
  path: '/api/materials',
  summary: 'Adds a study material; its file, if it has one, follows by its own call.',
  body: Type.Object({
    kind: oneOf(materialKinds),
    title: NamesShape,
    text: nullable(Text),
    classId: nullable(Id),
    sessionId: nullable(Id),
    clauseId: nullable(Id),
  }),
  reply: Done,
})

export const changeMaterialFile = call({
  method: 'PUT',
  path: '/api/materials/:materialId/file',
  summary: 'Keeps the file of a material: PDF, PNG, JPEG, WebP or plain text, judged by its content.',
  once: 'none',
  params: Type.Object({ materialId: Id }),
  query: Type.Object({ name: Line }),
  raw: true,
  reply: Done,
})

export const materialFile = call({
  method: 'GET',
  path: '/api/materials/:materialId/file',
  summary: 'The file of a material.',
  params: Type.Object({ materialId: Id }),
  file: true,
  reply: Type.Unknown(),
})

export const removeMaterial = call({
  method: 'DELETE',
  path: '/api/materials/:materialId',
  summary: 'Takes a material away.',
  params: Type.Object({ materialId: Id }),
  reply: Done,
})
