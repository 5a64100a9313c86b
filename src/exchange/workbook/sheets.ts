// A workbook (Office Open XML) written row by row into a zip: what the sheets need and no more. Every text stands as a
// text, whatever sign it begins with: nothing that somebody typed becomes a formula.
import type { Zip } from '../../platform/zip.ts'

/** `instant`: what a clock showed, '1954-07-10 08:30'; `minutes`: a time of day, counted from midnight. */
export type Cell =
  | string
  | number
  | boolean
  | { instant: string }
  | { day: string }
  | { minutes: number }
  | null
type Head = { text: string; width: number }
type Rows = (rows: readonly (readonly Cell[])[]) => Promise<void>

export type Workbook = {
  /** `name`: one that no other has, of at most 31 signs: a spreadsheet opens no file with a longer one */
  addSheet(name: string, heads: readonly Head[], fill: (write: Rows) => Promise<void>): Promise<void>
  end(): Promise<void>
}

const declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const related = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const kindOf = (part: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml`

/** Places among the styles of cells below. */
const [ofHead, ofDay, ofInstant, ofClock] = [1, 2, 3, 4]
const styles = `${declared}<styleSheet xmlns="${main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>\
<numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/><numFmt numFmtId="166" formatCode="hh:mm"/></numFmts><fonts count="2"><font/><font><b/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/>\
<xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/>\
<xf numFmtId="166" applyNumberFormat="1"/></cellXfs></styleSheet>`

/** Begins one in the zip. What tells of the sheets is written at the end, when they are known. */
export async function openWorkbook(zip: Zip): Promise<Workbook> {
  const names: string[] = []
  const add = (part: string, xml: string) => zip.add(part, (write) => write(declared + xml))
  await add(
    '_rels/.rels',
    `<Relationships xmlns="${packaged}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  )
  await zip.add('xl/styles.xml', (write) => write(styles))
  return {
    addSheet: (name, heads, fill) => {
      names.push(name)
      return zip.add(`xl/worksheets/sheet${names.length}.xml`, async (write) => {
        const texts = heads.map(({ text }) => text)
        await write(beginning(heads) + rowOf(texts, 1, ofHead))
        let at = 1
        await fill((rows) => write(rows.map((row) => rowOf(row, ++at)).join('')))
        await write('</sheetData></worksheet>')
      })
    },
    end: async () => {
      await add('xl/workbook.xml', listed(names))
      await add('xl/_rels/workbook.xml.rels', relations(names))
      await add('[Content_Types].xml', kinds(names))
      await zip.end()
    },
  }
}

const each = (names: readonly string[], of: (name: string, n: number) => string): string =>
  names.map((name, at) => of(name, at + 1)).join('')

const relation = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${related}/${kind}" Target="${target}"/>`

const listed = (names: readonly string[]) =>
  `<workbook xmlns="${main}" xmlns:r="${related}"><sheets>${each(
    names,
    (name, n) => `<sheet name="${asText(name)}" sheetId="${n}" r:id="rId${n}"/>`,
  )}</sheets></workbook>`

const relations = (names: readonly string[]) =>
  `<Relationships xmlns="${packaged}/relationships">${each(names, (_, n) =>
    relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`),
  )}${relation(`rId${names.length + 1}`, 'styles', 'styles.xml')}</Relationships>`

const kinds = (names: readonly string[]) =>
  `<Types xmlns="${packaged}/content-types"><Default Extension="xml" ContentType="application/xml"/>\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="${kindOf('sheet.main')}"/>\
<Override PartName="/xl/styles.xml" ContentType="${kindOf('styles')}"/>${each(
    names,
    (_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${kindOf('worksheet')}"/>`,
  )}</Types>`

/** The first row stays in sight. */
const beginning = (heads: readonly Head[]) =>
  `${declared}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">\
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
<cols>${heads.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}\
</cols><sheetData>`

const rowOf = (cells: readonly Cell[], n: number, style = 0): string =>
  `<row r="${n}">${cells.map((cell, at) => cellOf(cell, `${letters(at)}${n}`, style)).join('')}</row>`

function cellOf(cell: Cell, at: string, style: number): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${Number(cell)}</v></c>`
  if (typeof cell === 'object' && 'minutes' in cell)
    return `<c r="${at}" s="${ofClock}"><v>${cell.minutes / 1440}</v></c>`
  if (typeof cell === 'object' && 'instant' in cell)
    return (
      dated(new Date(`${cell.instant.replace(' ', 'T')}Z`), at, ofInstant) ?? cellOf(cell.instant, at, style)
    )
  if (typeof cell === 'object') return dated(new Date(cell.day), at, ofDay) ?? cellOf(cell.day, at, style)
  return `<c r="${at}" t="inlineStr"${style ? ` s="${style}"` : ''}><is><t xml:space="preserve">${asText(cell)}</t></is></c>`
}

/** A spreadsheet counts days, and knows none before March 1900; null for those. */
function dated(day: Date, at: string, style: number): string | null {
  const days = day.getTime() / 86_400_000 + 25_569
  return days >= 61 ? `<c r="${at}" s="${style}"><v>${days}</v></c>` : null
}

const letters = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : letters(Math.floor(at / 26) - 1) + letters(at % 26)

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** What no XML may hold, and what a spreadsheet would take for the number of a sign. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const special = /[&<>"\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|_(?=x[0-9a-f]{4}_)/gi
const asText = (text: string): string =>
  text.toWellFormed().replace(special, (sign) => signs[sign] ?? (sign === '_' ? '_x005F_' : ''))
