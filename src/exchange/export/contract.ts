// The calls by which data go out as files. Whoever asks gets the rows of one of their own places and all beneath it.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Id, NamesShape, oneOf } from '../../base/schemas.ts'
import { exportNames } from './rules.ts'

const place = Type.Object({ placeId: Id })

export const exportPlaces = call({
  method: 'GET',
  path: '/api/exports/places',
  summary: 'The places whose data one may take out, by a part of the name or code; without it, one’s own.',
  query: Type.Object({ text: Type.Optional(Type.String({ maxLength: 100 })) }),
  reply: Type.Object({ found: Type.Array(Type.Object({ id: Id, names: NamesShape, code: Type.String() })) }),
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
  params: Type.Object({ table: oneOf(exportNames) }),
  query: place,
  file: true,
  reply: Type.Any(),
})
