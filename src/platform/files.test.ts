import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Problem } from '../base/problems.ts'
import { keepFile, openFile, removeFiles } from './files.ts'

const folder = mkdtempSync(join(tmpdir(), 'hezuo-files-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const text = (words: string) => new TextEncoder().encode(words)

test('what was kept is what is read, and the same file is kept once', async () => {
  const [one, two] = await Promise.all([keepFile(folder, text('一页')), keepFile(folder, text('一页'))])
  assert.deepEqual(one, two)
  assert.equal(one.size, 6)
  assert.equal((await openFile(folder, one.sha256)).toString(), '一页')
  assert.deepEqual(readdirSync(join(folder, 'files', one.sha256.slice(0, 2))), [one.sha256])
})

test('a file that is not there is not found, and no name leads out of the folder', async () => {
  for (const name of ['0'.repeat(64), '../../etc/passwd', '']) {
    await assert.rejects(
      openFile(folder, name),
      (error) => error instanceof Problem && error.kind === 'not-found',
    )
  }
})

test('a damaged file is never served', async () => {
  const { sha256 } = await keepFile(folder, text('whole'))
  writeFileSync(join(folder, 'files', sha256.slice(0, 2), sha256), 'other')
  await assert.rejects(openFile(folder, sha256), /damaged/)
})

test('a damaged file is whole again once it is handed in again, whatever its size', async () => {
  const { sha256 } = await keepFile(folder, text('a picture'))
  const path = join(folder, 'files', sha256.slice(0, 2), sha256)
  for (const other of ['A picture', 'short', 'a picture and more', '', '\0'.repeat(9)]) {
    writeFileSync(path, other)
    await assert.rejects(openFile(folder, sha256), /damaged/)
    await keepFile(folder, text('a picture'))
    assert.equal((await openFile(folder, sha256)).toString(), 'a picture')
  }
})

test('what no record names is removed, unless it was handed in meanwhile', async () => {
  const own = mkdtempSync(join(tmpdir(), 'hezuo-files-'))
  after(() => rmSync(own, { recursive: true, force: true }))
  const pathOf = (sha256: string) => join(own, 'files', sha256.slice(0, 2), sha256)
  const [named, unnamed, again] = await Promise.all(['a', 'b', 'c'].map((word) => keepFile(own, text(word))))
  const yesterday = new Date(Date.now() - 86_400_000)
  for (const { sha256 } of [named, unnamed, again]) utimesSync(pathOf(sha256), yesterday, yesterday)
  const began = new Date(Date.now() - 60_000)
  await keepFile(own, text('c'))
  const fresh = await keepFile(own, text('d'))
  await removeFiles(own, new Set([named.sha256]), began)
  for (const { sha256 } of [named, again, fresh]) await openFile(own, sha256)
  await assert.rejects(openFile(own, unnamed.sha256), Problem)
  await removeFiles(join(own, 'nothing here'), new Set(), began)
})
