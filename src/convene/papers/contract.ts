// The calls about what papers are called and who signs them. Which papers there are only the house as a whole knows.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Id, mostSignatures, nullable, PaperWords } from '../../base/schemas.ts'

const PaperCode = Type.String({ pattern: '^[a-z][a-z-]{0,59}$' })

export const listPapers = call({
  method: 'GET',
  path: '/api/papers',
  summary: 'The papers that are printed: as they come, and as one’s own programme says them.',
  reply: Type.Object({
    programmeId: nullable(Id),
    papers: Type.Array(
      Type.Object({
        code: PaperCode,
        name: Type.String(),
        /** the names in braces that its texts may have */
        holds: Type.Array(Type.String()),
        asItComes: PaperWords,
        /** the same in the reader's language */
        told: Type.Object({
          title: Type.String(),
          signatures: Type.Array(Type.String(), { maxItems: mostSignatures }),
        }),
        said: nullable(PaperWords),
      }),
    ),
    mayChange: Type.Boolean(),
  }),
})

export const changePaper = call({
  method: 'PUT',
  path: '/api/programmes/:programmeId/papers/:paper',
  summary: 'Says what a paper is called and who signs it; null: as it comes.',
  touches: ['papers', 'plans', 'classes', 'sessions', 'organisations'],
  params: Type.Object({ programmeId: Id, paper: PaperCode }),
  body: Type.Object({ said: nullable(PaperWords) }),
  reply: Done,
})
