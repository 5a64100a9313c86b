// Rows out of an Excel workbook: which sheets it has, and what their cells rely on. Runs in a worker.
import { Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { type Archive, damaged, openArchive } from './archive.ts'
import { refuseFile } from './refusing.ts'
import { type FileRead, mostSheets, type Sheet } from './rules.ts'
import { type Book, readSheet, type Style, unescaped } from './sheet.ts'
import { walkXml } from './xml.ts'

export function readWorkbook(bytes: Uint8Array): FileRead {
  try {
    const archive = openArchive(bytes)
    if (archive.has('EncryptedPackage'))
      throw refuseFile('locked', msg('The workbook is locked with a password. Save it without one.'))
    return { sheets: sheetsOf(archive), encoding: null, delimiter: null }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw damaged()
  }
}

type Relation = { id: string; kind: string; target: string }

/** What a part says that belongs to it: kinds without their namespaces, targets as names in the archive. */
function relationsOf(archive: Archive, part: string): Relation[] {
  const at = part.lastIndexOf('/') + 1
  const name = `${part.slice(0, at)}_rels/${part.slice(at)}.rels`
  const found: Relation[] = []
  if (!archive.has(name)) return found
  walkXml(archive.text(name), {
    open: ({ name, attribute }) => {
      if (name !== 'Relationship') return
      const target = (attribute('Target') ?? '').replaceAll('\\', '/')
      found.push({
        id: attribute('Id') ?? '',
        kind: (attribute('Type') ?? '').replace(/^.*\//, ''),
        target: new URL(target, `file:///${part}`).pathname.slice(1),
      })
    },
  })
  // Of two with one id nobody knows which is meant.
  if (new Set(found.map(({ id }) => id)).size < found.length) throw damaged()
  return found.map((one) => ({ ...one, target: decodeURIComponent(one.target) }))
}

/** The part of a kind of which there is one at most. */
function onlyPart(relations: readonly Relation[], kind: string): string | undefined {
  const [first, second] = relations.filter((one) => one.kind === kind)
  if (second) throw damaged()
  return first?.target
}

function sheetsOf(archive: Archive): Sheet[] {
  const main = onlyPart(relationsOf(archive, ''), 'officeDocument') ?? 'xl/workbook.xml'
  if (!archive.has(main) || /\.(docx|pptx)$/i.test(main))
    throw refuseFile(
      'not-a-workbook',
      msg(
        'This is an archive, but not an Excel workbook (.xlsx). Open it in a spreadsheet program and save it as .xlsx.',
      ),
    )
  const relations = relationsOf(archive, main)
  const listed: { name: string; state: string; id: string }[] = []
  let is1904 = false
  walkXml(archive.text(main), {
    open: ({ name, attribute }) => {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attribute('date1904') ?? '')
      if (name === 'sheet')
        listed.push({
          name: attribute('name') ?? '',
          state: attribute('state') ?? 'visible',
          id: attribute('id') ?? '',
        })
    },
  })
  if (listed.length === 0) throw damaged()
  if (listed.length > mostSheets)
    throw refuseFile(
      'sheets',
      msg('This workbook has {n} sheets. Take it in several parts, of at most {most} sheets each.'),
      { n: listed.length, most: mostSheets },
    )
  const book: Book = {
    strings: stringsOf(archive, onlyPart(relations, 'sharedStrings')),
    styles: stylesOf(archive, onlyPart(relations, 'styles')),
    is1904,
  }
  const read = new Set<string>()
  return listed.flatMap(({ name, state, id }) => {
    const part = relations.find((one) => one.id === id)
    // No program lists one sheet twice: a few bytes would then hold any number of them.
    if (!part || read.has(part.target)) throw damaged()
    read.add(part.target)
    // A sheet can also be a chart or a dialog, which has no cells.
    if (part.kind !== 'worksheet') return []
    // What is hidden is not looked at by whoever chose the file, and is not brought in behind their back.
    if (state !== 'visible') return { name, rows: [], isHidden: true }
    return { name, rows: readSheet(archive.text(part.target), book) }
  })
}

function stringsOf(archive: Archive, part: string | undefined): string[] {
  const strings: string[] = []
  if (!part || !archive.has(part)) return strings
  let [text, reads, phonetic] = ['', false, 0]
  walkXml(archive.text(part), {
    open: ({ name }) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic += 1
      else if (name === 't') reads = phonetic === 0
    },
    close: (name) => {
      if (name === 'si') strings.push(unescaped(text))
      else if (name === 'rPh') phonetic -= 1
      else if (name === 't') reads = false
    },
    text: (more) => {
      if (reads) text += more
    },
  })
  return strings
}

function stylesOf(archive: Archive, part: string | undefined): Style[] {
  const styles: Style[] = []
  if (!part || !archive.has(part)) return styles
  const formats = new Map<number, string>()
  let isOfCells = false
  walkXml(archive.text(part), {
    open: ({ name, attribute }) => {
      const id = Number(attribute('numFmtId') ?? 0)
      if (name === 'numFmt') formats.set(id, attribute('formatCode') ?? '')
      else if (name === 'cellXfs') isOfCells = true
      else if (name === 'xf' && isOfCells) styles.push(styleOf(id, formats.get(id)))
    },
    close: (name) => {
      if (name === 'cellXfs') isOfCells = false
    },
  })
  return styles
}

/** The formats of days that have a number and no code: those of everywhere, and those of East Asia. */
const isDayNumber = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

function styleOf(id: number, format: string | undefined): Style {
  if (format === undefined) return { isDay: isDayNumber(id), digits: 0 }
  const signs = format
    .split(';')[0]
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .replace(/general|e[+-]/gi, '')
  return { isDay: /[dmyhse年月日]/i.test(signs), digits: /^0+$/.test(signs) ? signs.length : 0 }
}
