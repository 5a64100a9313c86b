// Work that is heavy for everybody: whoever does something else does not wait for it, and nobody stops the server.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../town.ts'
import { ask, placeOf, send } from './office.ts'
import { newImportId, oneSheet, sendFile, sheetXml, workbookOf } from './sheets.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const book = (xml: string) => workbookOf([{ name: 's', xml }])
const people = [
  ['姓名', '县'],
  ['重一', '临颍县'],
]
const end = '</sheetData>'

test('39: a small workbook that claims to be endless is refused, and said why', async () => {
  const linying = await town.as('linying-officer')
  const sheet = sheetXml(people)
  const cell = (at: string) => `<c r="${at}" t="inlineStr"><is><t>甲</t></is></c>`
  const many = (n: number, of: (at: number) => string) =>
    Array.from({ length: n }, (_, at) => of(at)).join('')
  const files: Record<string, Buffer> = {
    'a row of no sheet': book(
      sheet.replace(end, `<row r="999999999999999">${cell('A999999999999999')}</row>${end}`),
    ),
    'a row that is no number': book(sheet.replace(end, `<row r="1e9">${cell('A5')}</row>${end}`)),
    'the last row of all': book(sheet.replace(end, `<row r="1048576">${cell('A1048576')}</row>${end}`)),
    'a column of no sheet': book(sheet.replace(end, `<row r="4">${cell('ZZZ4')}</row>${end}`)),
    'rows that are never closed': book(sheet.replace(end, `${many(50_000, () => '<row>')}${end}`)),
    'a tag that never ends': book(sheet.replace(end, `<c r="${' '.repeat(2_000_000)}`)),
    'tags that begin in tags': book(`<worksheet><sheetData>${'<c '.repeat(700_000)}</sheetData></worksheet>`),
    'a list of definitions': book(
      `<!DOCTYPE x [<!ENTITY a "aa">]>${sheet.slice(sheet.indexOf('<worksheet'))}`,
    ),
  }
  for (const [name, bytes] of Object.entries(files)) {
    const { status, body } = await sendFile(linying, 'people', 'a.xlsx', bytes)
    assert.equal(status, 422, name)
    assert.ok(body.errors[0].detail, name)
    assert.match(body.errors[0].code, /damaged|rows|columns|too-much/, name)
  }
  // Cells that are one over the whole sheet, a thousand times over.
  const whole = many(1000, () => '<mergeCell ref="A1:XFD1048576"/>')
  const merged = await sendFile(
    linying,
    'people',
    'a.xlsx',
    book(sheet.replace('</worksheet>', `<mergeCells>${whole}</mergeCells></worksheet>`)),
  )
  assert.ok([200, 422].includes(merged.status))
})

/** The most of a number of requests that another person, asking all the while, saw finished before an answer came. */
async function whileAsked(work: Promise<unknown>[], ask: () => Promise<unknown>): Promise<number[]> {
  let done = 0
  for (const one of work) one.then(() => (done += 1))
  const passed: number[] = []
  while (done < work.length) {
    const before = done
    await ask()
    passed.push(done - before)
  }
  return passed
}

test('39: many files at once hold no connection: others are answered in between', async () => {
  const linying = await town.as('linying-officer')
  const officer = await town.as('xuchang-officer')
  const rows = Array.from({ length: 1500 }, (_, n) => [`重${n}`, '临颍县'])
  const file = oneSheet([['姓名', '县'], ...rows])
  const uploads = Array.from({ length: 24 }, () => sendFile(linying, 'people', 'a.xlsx', file))
  const passed = await whileAsked(uploads, () => ask(officer, 'GET /api/plan-board'))
  const answers = await Promise.all(uploads)
  assert.deepEqual(
    answers.map(({ status }) => status),
    uploads.map(() => 200),
  )
  // Were all connections held, one answer would come only once most of the files were read.
  assert.ok(Math.max(...passed) <= 6, `${Math.max(...passed)} files went before one answer`)
})

test('39: many exports at once let others through', async () => {
  const [officer, linying] = [await town.as('xuchang-officer'), await town.as('linying-officer')]
  const placeId = await placeOf(town, 'xuchang-district')
  const exports = Array.from({ length: 24 }, (_, n) =>
    send(officer, `GET /api/exports/${n % 2 ? 'package.zip' : 'workbook.xlsx'}`, { query: { placeId } }),
  )
  const passed = await whileAsked(exports, () => ask(linying, 'GET /api/plan-board'))
  assert.ok((await Promise.all(exports)).every(({ status }) => status === 200))
  assert.ok(Math.max(...passed) <= 6, `${Math.max(...passed)} exports went before one answer`)
})

/** Somebody whom nobody knows tries a name, from an address. */
const tries = (login: string, remoteAddress: string) =>
  town.server.inject({
    method: 'POST',
    url: '/api/sign-in',
    remoteAddress,
    payload: { login, password: 'a guess of somebody' },
  })

test('many strangers who try passwords at once let others through', async () => {
  const linying = await town.as('linying-officer')
  const attempts = Array.from({ length: 60 }, (_, n) => tries(`stranger-${n}`, `10.3.0.${n}`))
  const passed = await whileAsked(attempts, () => ask(linying, 'GET /api/plan-board'))
  assert.ok((await Promise.all(attempts)).every(({ statusCode }) => statusCode === 422))
  // Were all connections held, one answer would come only once most of them were done.
  assert.ok(Math.max(...passed) <= 20, `${Math.max(...passed)} attempts went before one answer`)
})

test('whoever has a network of IPv6 to guess from has the guesses of one address', async () => {
  const guess = (at: number, network = '1') =>
    tries(`guessed-${at}`, `2001:db8:0:${network}::${(at + 1).toString(16)}`)
  const from = async (begin: number, end: number) =>
    (await Promise.all(Array.from({ length: end - begin }, (_, n) => guess(begin + n)))).map(
      ({ statusCode }) => statusCode,
    )
  assert.ok((await from(0, 50)).every((status) => status === 422))
  assert.ok((await from(50, 60)).every((status) => status === 429))
  assert.equal((await guess(60, '2')).statusCode, 422)
})

test('39: many who take out their own data at once let others through', async () => {
  const [trainee, linying] = [await town.as('linying-trainee'), await town.as('linying-officer')]
  const files = Array.from({ length: 24 }, () => send(trainee, 'GET /api/account/data.zip'))
  const passed = await whileAsked(files, () => ask(linying, 'GET /api/plan-board'))
  assert.ok((await Promise.all(files)).every(({ status }) => status === 200))
  assert.ok(Math.max(...passed) <= 6, `${Math.max(...passed)} files went before one answer`)
})

test('39: the same file under the same id, many times at once, is one preview', async () => {
  const linying = await town.as('linying-officer')
  const importId = newImportId()
  const file = oneSheet(people)
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => sendFile(linying, 'people', 'a.xlsx', file, { importId })),
  )
  assert.ok(answers.every(({ status, body }) => status === 200 && body.id === importId))
})
