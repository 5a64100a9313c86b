// The calls by which data go out as files. Whoever asks gets the rows of one of their own places and all beneath it.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Id, NamesShape } from '../../base/schemas.ts'

const place = Type.Object({ placeId: Id })
const TableName = Type.String({ pattern: '^[a-z][a-z-]{0,59}$' })

export const exportPlaces = call({
  method: 'GET',
  path: '/api/exports/places',
  summary: 'The places whose data one may take out, by a part of the name or code; without it, one’s own.',
  query: Type.Object({ text: Type.Optional(Type.String({ maxLength: 100 })) }),
  reply: Type.Object({ found: Type.Array(Type.Object({ id: Id, names: NamesShape, code: Type.String() })) }),
})

export const exportTables = call({
  method: 'GET',
  path: '/api/exports/tables',
  summary:
    'The tables that go out, in their order: the name of each, and what it is called in the reader’s language.',
  reply: Type.Object({ tables: Type.Array(Type.Object({ name: TableName, title: Type.String() })) }),
})

export const exportPackage = call({
  method: 'GET',
  path: '/api/exports/package.zip',
  summary: 'All tables of a place as an open data package (Frictionless): CSV files and their description.',
  query: place,
  file: true,
  reply: Type.Any(),
})

export const exportWorkbook = call({
  method: 'GET',
  path: '/api/exports/workbook.xlsx',
  summary: 'All tables of a place as a workbook for people, a sheet each, names instead of ids.',
  query: place,
  file: true,
  reply: Type.Any(),
})

export const exportCsv = call({
  method: 'GET',
  path: '/api/exports/tables/:table',
  summary: 'One table of a place as a CSV file in UTF-8.',
  params: Type.Object({ table: TableName }),
  query: place,
  file: true,
  reply: Type.Any(),
})
