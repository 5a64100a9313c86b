// The calls of imports: a file becomes a preview, the preview is put right, and all of it goes in or nothing.
import { type TInteger, Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Id, NamesShape, nullable, oneOf, PageOf, Small } from '../../base/schemas.ts'
import { RestingShape } from '../../registry/places/contract.ts'
import type { Choice, RowState } from './rules.ts'
import { choices, encodings, importStates, rowStates } from './rules.ts'

const KindShape = Type.String({ pattern: '^[a-z][a-z-]{0,59}$' })
export const StateShape = oneOf(importStates)
export const CountsShape = Type.Object(
  Object.fromEntries(rowStates.map((state) => [state, Type.Integer()])) as Record<RowState, TInteger>,
)
const importId = Type.Object({ importId: Id })

const ImportShape = Type.Object({
  id: Id,
  kind: KindShape,
  fileName: Type.String(),
  state: StateShape,
  counts: CountsShape,
  madeAt: Type.String(),
  doneAt: nullable(Type.String()),
  madeBy: NamesShape,
  isMine: Type.Boolean(),
  /** what it made is gone and what it changed is as it was */
  takenBack: nullable(Type.Object({ at: Type.String(), by: nullable(NamesShape) })),
})

export const listImports = call({
  method: 'GET',
  path: '/api/imports',
  summary: 'Imports that the reader made, and those of whom the reader administers; the latest first.',
  query: Type.Object({ after: Type.Optional(Id) }),
  reply: Type.Object({
    imports: PageOf(ImportShape),
    /** the id to go on after, or null at the end */
    next: nullable(Id),
    /** the kinds that the reader may import */
    kinds: Type.Array(KindShape),
  }),
})

export const importKinds = call({
  method: 'GET',
  path: '/api/imports/kinds',
  summary:
    'What files can hold, in the order in which they are brought in: what each kind is called in the reader’s language, and where the register is that it fills.',
  reply: Type.Object({
    kinds: Type.Array(
      Type.Object({ kind: KindShape, title: Type.String(), note: Type.String(), register: Type.String() }),
    ),
  }),
})

export const uploadImport = call({
  method: 'POST',
  path: '/api/imports/upload',
  summary:
    'Reads a CSV or XLSX file into a preview that only its maker sees. Changes nothing in the registers. The same id with the same file again answers the first result.',
  once: 'id',
  query: Type.Object({
    importId: Id,
    kind: KindShape,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    /** how the text is written, where the file does not show it: then the refusal ('which-encoding') asks */
    encoding: Type.Optional(oneOf(encodings)),
  }),
  raw: true,
  body: Type.Unknown(),
  reply: Done,
})

const ColumnShape = Type.Object({
  title: Type.String(),
  /** what the column is taken for; null: it is ignored */
  key: nullable(Type.String()),
})

export const importPage = call({
  method: 'GET',
  path: '/api/imports/:importId',
  summary: 'One import: what the file is, how its columns are taken, and what would happen or has happened.',
  params: importId,
  reply: Type.Object({
    ...ImportShape.properties,
    sha256: Type.String(),
    /** it is kept what stood before: it can be taken back */
    isKept: Type.Boolean(),
    /** null for a workbook */
    encoding: nullable(Type.String()),
    sheets: Type.Array(
      Type.Object({
        name: Type.String(),
        headRow: Type.Integer(),
        columns: Type.Array(ColumnShape),
        /** hidden in the workbook, and not read */
        isHidden: Type.Boolean(),
      }),
    ),
    /** the columns that this kind knows */
    columns: Type.Array(
      Type.Object({ key: Type.String(), title: Type.String(), isRequired: Type.Boolean() }),
    ),
    /** what is wrong with the columns as they are taken */
    problems: Type.Array(
      Type.Object({ sheet: Type.Integer(), kind: oneOf(['missing', 'twice'] as const), key: Type.String() }),
    ),
    /** how many rows each choice would decide if it were made for all at once */
    /** how many rows were decided by hand, and would be decided anew at once */
    decided: Type.Integer(),
    choices: Type.Object(
      Object.fromEntries(choices.map((choice) => [choice, Type.Integer()])) as Record<Choice, TInteger>,
    ),
    /** how many of the new entries get the reading of a Chinese name as their Latin one */
    readings: Type.Integer(),
    /** when the very same file went in before */
    doneBefore: nullable(Type.String()),
  }),
})

const MarkShape = Type.Object({
  column: Type.String(),
  code: Type.String(),
  reason: Type.String(),
  suggestions: Type.Array(Type.Object({ value: Type.String(), text: Type.String() })),
})

export const importRows = call({
  method: 'GET',
  path: '/api/imports/:importId/rows',
  summary:
    'A page of the rows of a preview, each with what is wrong in which cell and what would set it right.',
  params: importId,
  query: Type.Object({
    state: Type.Optional(oneOf(rowStates)),
    /** both those that are faulty and those to be decided */
    open: Type.Optional(Type.Boolean()),
    after: Type.Optional(Small),
  }),
  reply: Type.Object({
    rows: PageOf(
      Type.Object({
        position: Type.Integer(),
        sheet: Type.Integer(),
        rowNumber: Type.Integer(),
        state: oneOf(rowStates),
        cells: Type.Array(Type.String()),
        /** what stood in corrected cells, by their place in the row */
        corrected: Type.Record(Type.String(), Type.String()),
        decision: nullable(Type.String()),
        marks: Type.Array(MarkShape),
        candidates: Type.Array(
          Type.Object({ id: Id, code: Type.String(), names: NamesShape, note: nullable(NamesShape) }),
        ),
      }),
    ),
    next: nullable(Type.Integer()),
  }),
})

export const mapColumns = call({
  method: 'POST',
  path: '/api/imports/:importId/columns',
  summary: 'Says what a column of the file is taken for, and judges all rows anew.',
  params: importId,
  body: Type.Object({
    sheet: Small,
    column: Small,
    key: nullable(Type.String({ maxLength: 40 })),
  }),
  reply: Done,
})

export const correctCell = call({
  method: 'POST',
  path: '/api/imports/:importId/cells',
  summary:
    'Corrects one cell of a preview, or every cell of its column that holds the same, and judges all rows anew.',
  params: importId,
  body: Type.Object({
    position: Small,
    key: Type.String({ maxLength: 40 }),
    value: Type.String({ maxLength: 1000 }),
    everywhere: Type.Boolean(),
  }),
  reply: Done,
})

export const decideRows = call({
  method: 'POST',
  path: '/api/imports/:importId/decisions',
  summary:
    'Decides what only a person can: the same as a record that is there, a new one, meant as it stands, or left out. Without a position for all rows that allow it; of a row that may be one of several records, which one is said by itself.',
  params: importId,
  body: Type.Object({
    position: nullable(Small),
    decision: oneOf([...choices, 'undo'] as const),
    /** with 'same': which one, where there are several */
    candidateId: Type.Optional(Id),
  }),
  reply: Type.Object({
    id: Id,
    /** how many rows it decided */
    decided: Type.Integer(),
    /** how many are faulty or to be decided after it */
    open: Type.Integer(),
  }),
})

export const checkImport = call({
  method: 'POST',
  path: '/api/imports/:importId/check',
  summary: 'Judges all rows of a preview anew against the registers as they are now.',
  params: importId,
  reply: Done,
})

export const commitImport = call({
  method: 'POST',
  path: '/api/imports/:importId/commit',
  summary: 'Brings all rows in or none. A second time answers the first result.',
  params: importId,
  reply: Type.Object({ id: Id, counts: CountsShape }),
})

export const previewTakingBack = call({
  method: 'GET',
  path: '/api/imports/:importId/take-back',
  summary: 'What would follow if an import were taken back, and what rests on it. Changes nothing.',
  params: importId,
  reply: Type.Object({
    /** new entries that would go, and changed ones that would be as they were */
    made: Type.Integer(),
    changed: Type.Integer(),
    resting: Type.Array(RestingShape),
  }),
})

export const takeBackImport = call({
  method: 'POST',
  path: '/api/imports/:importId/take-back',
  summary:
    'Takes an import back within thirty days, all of it or nothing: what it made goes, what it changed is as it was. Refused where an entry was changed since or something newer rests on it, which is told; stale where somebody else has taken it back.',
  params: importId,
  reply: Done,
})

export const removeImport = call({
  method: 'DELETE',
  path: '/api/imports/:importId',
  summary: 'Throws a preview away.',
  params: importId,
  reply: Done,
})

export const importTemplate = call({
  method: 'GET',
  path: '/api/import-templates/:kind',
  summary:
    'An empty CSV file with the headings of one kind and one line as an example, in the reader’s language.',
  params: Type.Object({ kind: KindShape }),
  reply: Type.Unknown(),
  file: true,
})
