import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { beganAt } from './embedded/lock.ts'
import { causeOf, StartRefusal } from './embedded/refusal.ts'
import { findRunning, startEmbedded } from './embedded-postgres.ts'

/** Runs one statement and gives the first value. */
async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

describe('the embedded database', () => {
  let dataFolder: string
  const logged = () => readFileSync(join(dataFolder, 'postgres.log'), 'utf8')
  const postmaster = () =>
    Number(readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

  before(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'hezuo-embedded-'))
    // Root's PostgreSQL runs as another user, who must be let through.
    chmodSync(dataFolder, 0o711)
  })
  after(() => rmSync(dataFolder, { recursive: true, force: true }))

  /** Starts it in a process that is then killed with no chance to clean up. */
  async function startAndKill(): Promise<void> {
    const script = `const { startEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))})
      await startEmbedded({ dataFolder: ${JSON.stringify(dataFolder)} }); console.log('up'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((up) => child.stdout.once('data', up))
    child.kill('SIGKILL')
    await new Promise((gone) => child.once('exit', gone))
  }

  test('is PostgreSQL 18 that syncs, knows Chinese, and asks for a password', async () => {
    const embedded = await startEmbedded({ dataFolder })
    assert.equal(await ask(embedded.url, 'show server_version_num'), '180004')
    assert.equal(await ask(embedded.url, 'show fsync'), 'on')
    assert.equal(await ask(embedded.url, 'show server_encoding'), 'UTF8')
    assert.equal(await ask(embedded.url, "select upper('许昌 é')"), '许昌 É')
    await assert.rejects(
      ask(embedded.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1'),
      /password authentication failed/,
    )
    assert.equal(statSync(join(dataFolder, 'postgres.password')).mode & 0o777, 0o600)
    await ask(embedded.url, "create table kept as select '临颍' as name")
    await embedded.stop()
  })

  test('stops cleanly, and the next start needs no recovery and keeps the data', async () => {
    assert.match(logged(), /database system is shut down\n$/)
    assert.ok(!existsSync(join(dataFolder, 'postgres', 'postmaster.pid')))
    const embedded = await startEmbedded({ dataFolder })
    assert.equal(await ask(embedded.url, 'select name from kept'), '临颍')
    assert.equal(await ask(embedded.url, 'show log_error_verbosity'), 'terse')
    assert.equal(await ask(embedded.url, 'show log_parameter_max_length_on_error'), '0')
    await embedded.stop()
    await embedded.stop()
    assert.doesNotMatch(logged(), /not properly shut down/)
  })

  test('a second instance on the same folder is refused in one sentence and disturbs nothing', async () => {
    const embedded = await startEmbedded({ dataFolder })
    await assert.rejects(startEmbedded({ dataFolder }), (error: unknown) => {
      assert.ok(error instanceof StartRefusal)
      assert.match(error.message, /^Hezuo is already running on \S+ \(process \d+\)[^\n]*\.$/)
      return true
    })
    assert.equal(await ask(embedded.url, 'select name from kept'), '临颍')
    await embedded.stop()
  })

  test('a server left by a killed Hezuo is stopped cleanly and started anew', async () => {
    await startAndKill()
    const left = postmaster()
    assert.notEqual(beganAt(left), null)
    const embedded = await startEmbedded({ dataFolder })
    assert.equal(beganAt(left), null)
    assert.equal(await ask(embedded.url, 'select name from kept'), '临颍')
    await embedded.stop()
    assert.doesNotMatch(logged(), /not properly shut down/)
  })

  test('after Hezuo and the server were both killed the next start recovers by itself', async () => {
    await startAndKill()
    process.kill(postmaster(), 'SIGKILL')
    const embedded = await startEmbedded({ dataFolder })
    assert.equal(await ask(embedded.url, 'select name from kept'), '临颍')
    await embedded.stop()
    assert.match(logged(), /not properly shut down; automatic recovery in progress/)
  })

  test('a lost password is replaced, and so is whatever else a power cut or somebody left in its file', async () => {
    const file = join(dataFolder, 'postgres.password')
    const right = readFileSync(file, 'utf8').trim()
    for (const lose of [
      () => rmSync(file),
      () => truncateSync(file),
      () => writeFileSync(file, '\0'.repeat(right.length)),
      () => writeFileSync(file, right.slice(0, 20)),
      () => writeFileSync(file, 'a@b:c/d'),
      () => writeFileSync(file, right),
    ]) {
      lose()
      const embedded = await startEmbedded({ dataFolder })
      assert.equal(await ask(embedded.url, 'select name from kept'), '临颍')
      await assert.rejects(startEmbedded({ dataFolder }), /^StartRefusal: Hezuo is already running/)
      await embedded.stop()
      assert.equal(statSync(file).mode & 0o777, 0o600)
      assert.ok(!existsSync(join(dataFolder, 'lock')))
    }
  })

  test('what runs with another password than its file holds is joined by nobody, in one sentence', async () => {
    const file = join(dataFolder, 'postgres.password')
    const embedded = await startEmbedded({ dataFolder })
    const right = readFileSync(file)
    writeFileSync(file, '\0'.repeat(right.length))
    assert.throws(
      () => findRunning(dataFolder),
      /^StartRefusal: The password in \S+ is not the database’s: [^\n]*\.$/,
    )
    writeFileSync(file, right)
    assert.equal(await ask(String(findRunning(dataFolder)?.url), 'select name from kept'), '临颍')
    await embedded.stop()
  })

  test('a server that something else ended comes up again at the same address', async () => {
    const said: string[] = []
    const embedded = await startEmbedded({ dataFolder, say: (line) => said.push(line) })
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      const before = postmaster()
      process.kill(before, signal)
      const until = Date.now() + 30_000
      let name: unknown
      while (name === undefined && Date.now() < until) {
        await wait(50)
        if (beganAt(before) === null) name = await ask(embedded.url, 'select name from kept').catch(() => {})
      }
      assert.equal(name, '临颍', signal)
    }
    assert.equal(said.filter((line) => line === 'The database server is running again.').length, 2)
    await embedded.stop()
    await embedded.ended
    assert.ok(!existsSync(join(dataFolder, 'lock')))
  })

  test('a folder of another version is refused in one sentence and left as it is', async () => {
    const file = join(dataFolder, 'postgres', 'PG_VERSION')
    writeFileSync(file, '17\n')
    const refusal =
      /^StartRefusal: The data in \S+ are of PostgreSQL 17, and this Hezuo brings PostgreSQL 18: [^\n]*\.$/
    await assert.rejects(startEmbedded({ dataFolder }), refusal)
    writeFileSync(file, '18\n')
    const embedded = await startEmbedded({ dataFolder })
    assert.equal(await ask(embedded.url, 'select name from kept'), '临颍')
    await embedded.stop()
  })
})

test('a first start that was cut short is begun again', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'hezuo-embedded-'))
  chmodSync(dataFolder, 0o711)
  writeFileSync(join(dataFolder, 'postgres.new'), 'half')
  const embedded = await startEmbedded({ dataFolder })
  assert.equal(await ask(embedded.url, 'select 1'), 1)
  await embedded.stop()
  rmSync(dataFolder, { recursive: true })
})

test('a path that is no folder is refused', async () => {
  await assert.rejects(
    startEmbedded({ dataFolder: '/dev/null/data' }),
    /^StartRefusal: \/dev\/null\/data is not a folder\.$/,
  )
})

test('what is in the way within the data folder is not taken for the folder', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'hezuo-embedded-'))
  // As a first start leaves it: PostgreSQL's user may pass.
  chmodSync(dataFolder, 0o711)
  writeFileSync(join(dataFolder, 'postgres'), 'a file')
  await assert.rejects(
    startEmbedded({ dataFolder }),
    /^StartRefusal: \S+\/postgres holds no PostgreSQL database/,
  )
  rmSync(dataFolder, { recursive: true })
  const inTheWay = Object.assign(new Error('EEXIST: file already exists, mkdir'), { code: 'EEXIST' })
  assert.equal(causeOf(inTheWay, '/srv/data'), null)
})

test('a full or read-only disk and a closed folder each give their own sentence', () => {
  const said = (code: string) => causeOf(Object.assign(new Error('write'), { code }), '/srv/data')?.message
  assert.match(said('ENOSPC') ?? '', /^The disk that holds \/srv\/data is full\.$/)
  assert.match(said('EROFS') ?? '', /^The disk that holds \/srv\/data is read-only\.$/)
  assert.match(said('EACCES') ?? '', /^No permission to write in \/srv\/data: /)
  assert.equal(said('EOTHER'), undefined)
  assert.match(causeOf('FATAL:  could not write: No space left on device', '/srv')?.message ?? '', /full/)
})
