import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { beganAt, takeLock } from './lock.ts'
import { StartRefusal } from './refusal.ts'

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'hezuo-lock-'))
  folders.push(folder)
  return folder
}
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const taking = (folder: string, then: string) =>
  `const { takeLock } = await import(${JSON.stringify(join(import.meta.dirname, 'lock.ts'))})
   takeLock(${JSON.stringify(folder)}); ${then}`

test('a folder is held by one at a time and free again afterwards', () => {
  const folder = newFolder()
  const release = takeLock(folder)
  assert.throws(
    () => takeLock(folder),
    new RegExp(`already running on ${folder} \\(process ${process.pid}\\)`),
  )
  release()
  takeLock(folder)()
  assert.deepEqual(readdirSync(folder), [])
})

test('the lock of a process that was killed is taken over', () => {
  const folder = newFolder()
  const killed = spawnSync(process.execPath, ['-e', taking(folder, "process.kill(process.pid, 'SIGKILL')")])
  assert.equal(killed.signal, 'SIGKILL')
  assert.deepEqual(readdirSync(folder), ['lock'])
  takeLock(folder)()
  assert.deepEqual(readdirSync(folder), [])
})

test('a process number that now belongs to somebody else does not hold the folder', () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'lock'), `${process.pid}\nbefore this process began\n`)
  takeLock(folder)()
})

test('a lock that was cut short while being written does not hold the folder', () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'lock'), '')
  takeLock(folder)()
})

test('of many that find the same stale lock only one gets the folder', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'lock'), '999999999\nlong ago\n')
  const then = "console.log('mine'); process.stdin.resume(); process.stdin.on('end', () => process.exit())"
  const all = Array.from({ length: 6 }, () => spawn(process.execPath, ['-e', taking(folder, then)]))
  const outcomes = await Promise.all(
    all.map(
      (child) =>
        new Promise<string>((done) => {
          child.stdout.once('data', (text) => done(String(text).trim()))
          child.on('exit', () => done('refused'))
        }),
    ),
  )
  for (const child of all) child.stdin.end()
  assert.deepEqual(outcomes.sort(), ['mine', ...Array(5).fill('refused')])
})

test('the refusal is one sentence and the beginning of no process is known', () => {
  const folder = newFolder()
  const release = takeLock(folder)
  assert.throws(() => takeLock(folder), StartRefusal)
  release()
  assert.equal(beganAt(999_999_999), null)
})
