// Files as programs write them, for the tests of this folder: out of nothing but their own parts.
import { strToU8, zipSync } from 'fflate'
import type { Person } from '../town.ts'
import { ask, type Reply, send } from './office.ts'

const main = 'http://schemas.openxmlformats.org'
const book = `${main}/spreadsheetml/2006/main`
const related = `${main}/officeDocument/2006/relationships`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A row of cells: a text is a text cell, a number a number cell; what is XML already stays. */
export type Cell = string | number | { xml: string } | null

export const rowXml = (cells: readonly Cell[], n: number): string =>
  `<row r="${n}">${cells.map((cell, at) => cellXml(cell, `${String.fromCharCode(65 + at)}${n}`)).join('')}</row>`

const cellXml = (cell: Cell, at: string): string => {
  if (cell === null) return ''
  if (typeof cell === 'object') return cell.xml.replaceAll('@', at)
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
}

export const sheetXml = (rows: readonly (readonly Cell[])[], after = ''): string =>
  `<?xml version="1.0"?><worksheet xmlns="${book}"><sheetData>${rows
    .map((cells, at) => rowXml(cells, at + 1))
    .join('')}</sheetData>${after}</worksheet>`

type Part = { name: string; xml: string; state?: string; kind?: string; path?: string }
type More = { files?: Record<string, string>; separator?: string; pr?: string; styles?: string }

/** A workbook of these sheets. */
export function workbookOf(
  sheets: readonly Part[],
  { files = {}, separator = '/', pr = '', styles }: More = {},
): Buffer {
  const paths = sheets.map(({ path }, at) => path ?? `worksheets/sheet${at + 1}.xml`)
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="${main}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="${main}/package/2006/relationships"><Relationship Id="rId1" Type="${related}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${book}" xmlns:r="${related}">${pr}<sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${name}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="${main}/package/2006/relationships">${sheets
      .map(
        ({ kind = 'worksheet' }, at) =>
          `<Relationship Id="rId${at + 1}" Type="${related}/${kind}" Target="${paths[at]}"/>`,
      )
      .join(
        '',
      )}${styles ? `<Relationship Id="rIdS" Type="${related}/styles" Target="styles.xml"/>` : ''}</Relationships>`,
    ...(styles
      ? { 'xl/styles.xml': `<?xml version="1.0"?><styleSheet xmlns="${book}">${styles}</styleSheet>` }
      : {}),
    ...Object.fromEntries(sheets.map(({ xml }, at) => [`xl/${paths[at]}`, xml])),
    ...files,
  }
  const named = Object.entries(parts).map(([name, text]) => [name.replaceAll('/', separator), strToU8(text)])
  return Buffer.from(zipSync(Object.fromEntries(named)))
}

export const oneSheet = (rows: readonly (readonly Cell[])[], more?: More): Buffer =>
  workbookOf([{ name: 's', xml: sheetXml(rows) }], more)

export const csvFile = (...lines: string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`)

export const newImportId = (): string => crypto.randomUUID()

/** Sends a file, and gives what came back whatever it is. */
export const sendFile = (
  person: Person,
  kind: string,
  name: string,
  bytes: Buffer,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Reply> =>
  send(person, 'POST /api/imports/upload', {
    query: { importId: newImportId(), kind, name, ...more },
    body: bytes,
    raw: true,
    headers,
  })

export type Preview = {
  id: string
  counts: Record<string, number>
  rows: Reply['body'][]
  page: Reply['body']
  /** '3 phone shortened' of row 3 */
  marks: string[]
}

/** What would happen: the counts that are not zero, and the rows. */
export async function preview(person: Person, id: string): Promise<Preview> {
  const page = await ask(person, `GET /api/imports/${id}`)
  const { rows } = await ask(person, `GET /api/imports/${id}/rows`)
  const counts = Object.fromEntries(Object.entries(page.counts).filter(([, n]) => n !== 0)) as Record<
    string,
    number
  >
  const marks = rows.flatMap((row: Reply['body']) =>
    row.marks.map((one: Reply['body']) => `${row.rowNumber} ${one.column} ${one.code}`),
  )
  return { id, counts, rows, page, marks }
}

export async function bring(
  person: Person,
  kind: string,
  name: string,
  bytes: Buffer,
  more: Record<string, unknown> = {},
): Promise<Preview> {
  const { status, body } = await sendFile(person, kind, name, bytes, more)
  if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`)
  return preview(person, body.id)
}

export const commit = (person: Person, { id }: Preview): Promise<Reply> =>
  send(person, `POST /api/imports/${id}/commit`)
