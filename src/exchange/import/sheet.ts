// The cells of one sheet of a workbook, read once from beginning to end. What is written as text is kept sign by sign;
// only what is written as a number is reckoned with. Runs in a worker.
import type { Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { damaged } from './archive.ts'
import { refuseExtent, refuseFile, tooMuch } from './refusing.ts'
import { mostColumns, mostRows } from './rules.ts'
import { type Tag, walkXml } from './xml.ts'

/** How a number is shown: as a day, or filled with zeros to so many digits. */
export type Style = { isDay: boolean; digits: number }
export type Book = { strings: readonly string[]; styles: readonly Style[]; is1904: boolean }

/** The standard's own bounds: beyond them no program wrote the file. */
const [lastRow, lastColumn] = [1_048_576, 16_384]
/** So much text of one sheet is more than anybody looks through, and so many cells filled by merging. */
const [mostText, mostFilled] = [40_000_000, 1_000_000]

export function readSheet(xml: string, book: Book): string[][] {
  const reader = new SheetReader(book)
  walkXml(xml, {
    open: (tag) => reader.open(tag),
    close: (name) => reader.close(name),
    text: (text) => reader.text(text),
  })
  return reader.rows()
}

type Range = { fromRow: number; toRow: number; fromColumn: number; toColumn: number }

class SheetReader {
  readonly #book: Book
  /** Counted from 1, as the file does. */
  readonly #rows = new Map<number, string[]>()
  /** The how-manieth row of the file each row was: one that is there twice would hide the other, or mix with it. */
  readonly #places = new Map<number, number>()
  #place = 0
  readonly #merged: Range[] = []
  #root = ''
  #row = 0
  #column = 0
  #type = ''
  #style = 0
  /** How many values the cell has so far: two would read as one long one. Null outside a cell. */
  #values: number | null = null
  #value: string | null = null
  #hasFormula = false
  #reads = false
  #phonetic = 0
  #textSoFar = 0

  constructor(book: Book) {
    this.#book = book
  }

  open(tag: Tag): void {
    this.#root ||= tag.name
    if (tag.name === 'v' || tag.name === 'is') this.#countValue()
    if (tag.name === 'row') {
      this.#row = wholeWithin(tag.attribute('r'), this.#row + 1, lastRow)
      this.#column = 0
      this.#place += 1
    } else if (tag.name === 'c') this.#begin(tag)
    else if (tag.name === 'v' || tag.name === 't') {
      this.#reads = this.#phonetic === 0
      if (this.#reads) this.#value ??= ''
    } else if (tag.name === 'rPh') this.#phonetic += 1
    else if (tag.name === 'f') this.#hasFormula = true
    else if (tag.name === 'mergeCell') this.#merged.push(rangeOf(tag.attribute('ref') ?? ''))
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#reads = false
    else if (name === 'rPh') this.#phonetic -= 1
    else if (name === 'c') this.#end()
  }

  text(text: string): void {
    if (this.#reads) this.#value = (this.#value ?? '') + text
  }

  #begin(tag: Tag): void {
    const at = placeOf(tag.attribute('r'))
    if (at) this.#row = at.row
    this.#column = at?.column ?? this.#column + 1
    if (this.#column > lastColumn) throw damaged()
    this.#type = tag.attribute('t') ?? 'n'
    this.#style = Number(tag.attribute('s') ?? 0)
    this.#values = 0
    this.#value = null
    this.#hasFormula = false
  }

  #countValue(): void {
    if (this.#values === null) return
    this.#values += 1
    if (this.#values > 1) throw damaged()
  }

  #end(): void {
    this.#values = null
    const text = this.#textOf()
    if (text === '') return
    this.#textSoFar += text.length
    if (this.#textSoFar > mostText) throw tooMuch()
    if (this.#row > mostRows || this.#column > mostColumns) refuseExtent(this.#row, this.#column)
    const row = this.#rows.get(this.#row) ?? []
    const place = this.#places.get(this.#row) ?? this.#place
    if (place !== this.#place || row[this.#column - 1] !== undefined) throw damaged()
    this.#places.set(this.#row, place)
    row[this.#column - 1] = text
    this.#rows.set(this.#row, row)
  }

  #textOf(): string {
    const value = this.#value
    // A formula that no program has calculated yet is no empty cell.
    if (value === null) return this.#hasFormula ? '#N/A' : ''
    if (this.#type === 's') {
      const shared = value.trim() === '' ? undefined : this.#book.strings[Number(value)]
      if (shared === undefined) throw this.#unreadable()
      return shared
    }
    if (this.#type === 'inlineStr' || this.#type === 'str') return unescaped(value)
    const bare = value.trim()
    if (this.#type === 'b') return bare === '1' || bare.toLowerCase() === 'true' ? 'TRUE' : 'FALSE'
    if (this.#type === 'd') return /^\d{4}-\d{2}-\d{2}/.exec(bare)?.[0] ?? bare
    if (this.#type === 'e') return bare
    const style = this.#book.styles[this.#style]
    if (!style && this.#style > 0) throw this.#unreadable()
    return numberText(bare, style, this.#book.is1904)
  }

  #unreadable(): Problem {
    const text = msg(
      'The cell in row {row}, column {column} has no value that can be read, perhaps a formula that was never calculated. Open the workbook in a spreadsheet program and save it again.',
    )
    return refuseFile('cell', text, { row: this.#row, column: this.#column })
  }

  /** All rows up to the last that holds anything. Cells that are one stand for all that they cover. */
  rows(): string[][] {
    if (this.#root !== 'worksheet') throw damaged()
    let filled = 0
    for (const { fromRow, toRow, fromColumn, toColumn } of this.#merged) {
      const text = this.#rows.get(fromRow)?.[fromColumn - 1]
      if (!text) continue
      for (let at = fromRow; at <= Math.min(toRow, mostRows); at++) {
        filled += 1
        if (filled > mostFilled) throw tooMuch()
        // A row that holds nothing of its own stays empty.
        const row = this.#rows.get(at)
        if (!row) continue
        for (let column = fromColumn; column <= Math.min(toColumn, mostColumns); column++) {
          filled += 1
          row[column - 1] ||= text
        }
      }
    }
    let last = 0
    for (const at of this.#rows.keys()) last = Math.max(last, at)
    return Array.from({ length: last }, (_, at) =>
      Array.from(this.#rows.get(at + 1) ?? [], (one) => one ?? ''),
    )
  }
}

function wholeWithin(text: string | undefined, otherwise: number, most: number): number {
  const n = text === undefined ? otherwise : Number(text)
  if (!Number.isInteger(n) || n < 1 || n > most) throw damaged()
  return n
}

/** 'B7' → row 7, column 2; nothing where the cell does not say where it is: then it follows the one before. */
function placeOf(text: string | undefined): { row: number; column: number } | null {
  if (text === undefined) return null
  const found = /^([A-Z]{1,3})(\d{1,15})$/i.exec(text)
  if (!found) throw damaged()
  return { row: wholeWithin(found[2], 0, lastRow), column: columnNumber(found[1].toUpperCase()) }
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

function rangeOf(text: string): Range {
  const [from, to] = text.split(':').map(placeOf)
  if (!from) throw damaged()
  const end = to ?? from
  return { fromRow: from.row, toRow: end.row, fromColumn: from.column, toColumn: end.column }
}

/** Signs that XML cannot hold are written as _x000D_. */
export const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

const exactDigits = 15

/** A number as it is shown, without the noise of binary fractions; a day as YYYY-MM-DD. */
function numberText(raw: string, style: Style | undefined, is1904: boolean): string {
  const value = Number(raw)
  if (raw === '' || !Number.isFinite(value)) return raw
  if (style?.isDay) {
    const day = dayOf(is1904 ? value + 1462 : value)
    if (day) return day
  }
  // Beyond fifteen digits the program has already dropped the rest: such a number reads as one that was shortened.
  if (Math.abs(value) >= 10 ** exactDigits) return value.toExponential()
  const text = String(Number(value.toPrecision(exactDigits)))
  return style && /^\d+$/.test(text) ? text.padStart(style.digits, '0') : text
}

/** The day that a number means (1 = 1900-01-01); the programs believe in a 29 February 1900. */
function dayOf(serial: number): string | null {
  if (serial < 1 || serial >= 2_958_466) return null
  const days = Math.floor(serial)
  if (days === 60) return '1900-02-29'
  return new Date(Date.UTC(1899, 11, days > 60 ? 30 + days : 31 + days)).toISOString().slice(0, 10)
}
