import assert from 'node:assert/strict'
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePort } from '../../platform/embedded/server.ts'

type Outcome = { code: number | null; out: string; err: string }
type Running = { child: ChildProcess; outcome: Promise<Outcome>; line: Promise<string> }

const folders: string[] = []
const running = new Set<ChildProcess>()
after(() => {
  for (const child of running) child.kill('SIGTERM')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hezuo-command-'))
  // Root's PostgreSQL runs as another user, who must be let through.
  chmodSync(folder, 0o711)
  folders.push(folder)
  return folder
}

function launch(args: string[], env: NodeJS.ProcessEnv = {}, stdio: StdioOptions = 'pipe'): Running {
  const program = join(import.meta.dirname, 'main.ts')
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: '', ...env },
    stdio,
  })
  running.add(child)
  let out = ''
  let err = ''
  child.stderr?.on('data', (text) => (err += text))
  const line = new Promise<string>((done) =>
    child.stdout?.on('data', (text) => {
      out += text
      if (out.includes('\n')) done(out)
    }),
  )
  const outcome = new Promise<Outcome>((done) => {
    const end = (code: number | null) => {
      running.delete(child)
      done({ code, out, err })
    }
    child.on('close', end)
    // Node never says “close” once the channel was closed from this side.
    child.on('exit', (code) => setTimeout(end, 200, code))
  })
  const spoken = Promise.race([line, outcome.then(({ err }) => Promise.reject(new Error(err)))])
  // Those who only ask for the outcome don't wait for a line.
  spoken.catch(() => {})
  return { child, outcome, line: spoken }
}

const run = (args: string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> => launch(args, env).outcome

/** One sentence on the error stream, nothing else anywhere, and this exit code. */
function assertRefused({ code, out, err }: Outcome, expected: number, sentence: RegExp): void {
  assert.match(err, sentence)
  assert.equal(err.trim().split('\n').length, 1, err)
  assert.equal(out, '')
  assert.equal(code, expected)
}

const commands = ['start', 'seed', 'user', 'doctor', 'backup', 'restore', 'migrate', 'bench']

describe('the command line', () => {
  for (const command of commands)
    test(`${command} --help says how it is used`, async () => {
      const { code, out, err } = await run([command, '--help'])
      assert.match(out, new RegExp(`^Usage: npx hezuo ${command} `))
      assert.equal(err, '')
      assert.equal(code, 0)
    })

  test('--help lists every command, also in Chinese', async () => {
    const english = await run(['--help'])
    for (const command of commands) assert.match(english.out, new RegExp(`^  ${command} `, 'm'))
    assert.match((await run(['--help'], { LANG: 'zh_CN.UTF-8' })).out, /^用法：npx hezuo/)
    assert.match((await run(['--help'], { LANG: 'es_MX.UTF-8' })).out, /^Uso: npx hezuo/)
    assert.match((await run(['--help'], { LANG: 'fr_FR.UTF-8' })).out, /^Usage: npx hezuo/)
  })

  test('a wrong call is one sentence and exit code 2', async () => {
    assertRefused(await run(['nonsense']), 2, /^There is no command “nonsense”: /)
    assertRefused(await run(['start', '--nonsense']), 2, /^Unknown option '--nonsense': /)
    assertRefused(await run(['migrate', 'extra']), 2, /^Unexpected argument 'extra': /)
    assertRefused(await run(['start', '--port', 'eighty']), 2, /^“eighty” is not a port/)
    assertRefused(await run(['seed']), 2, /^Name one pack/)
    assertRefused(await run(['seed', '../escape']), 2, /^There is no pack/)
    assert.equal((await run([])).code, 2)
  })

  test('a database server that does not answer is one sentence', async () => {
    const env = {
      DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none`,
      HEZUO_DATA: newFolder(),
    }
    assertRefused(await run(['migrate'], env), 1, /^The database named by DATABASE_URL can’t be used: /)
  })
})

describe('start', () => {
  let env: { HEZUO_DATA: string; PORT: string }
  const databaseLog = () => readFileSync(join(env.HEZUO_DATA, 'postgres.log'), 'utf8')

  before(async () => {
    env = { HEZUO_DATA: newFolder(), PORT: String(await freePort()) }
  })

  async function stopsCleanly(started: Running, ...signals: NodeJS.Signals[]): Promise<void> {
    for (const signal of signals) started.child.kill(signal)
    const { code, out } = await started.outcome
    assert.equal(code, 0)
    assert.equal(out.trim().split('\n').length, 1, out)
    assert.match(databaseLog(), /database system is shut down\n$/)
    assert.doesNotMatch(databaseLog(), /not properly shut down/)
  }

  test('serves, refuses a second instance and a taken port, and stops cleanly on SIGTERM', async () => {
    const started = launch(['start', '--empty', '--json'], env)
    const { address, signIn } = JSON.parse(await started.line)
    assert.equal(address, `http://localhost:${env.PORT}`)
    assert.ok(signIn.startsWith(`${address}/`), signIn)
    const health = await fetch(`${address}/api/health`)
    assert.equal(((await health.json()) as { status: string }).status, 'ok')
    // At each address that localhost leads to.
    const hosts = (await lookup('localhost', { all: true })).map(({ address, family }) =>
      family === 6 ? `[${address}]` : address,
    )
    for (const host of hosts)
      assert.equal((await fetch(`http://${host}:${env.PORT}/api/health`)).status, 200, host)

    const elsewhere = { ...env, PORT: String(await freePort()) }
    assertRefused(await run(['start'], elsewhere), 1, /^Hezuo is already running on \S+ \(process \d+\): /)
    assertRefused(await run(['migrate'], env), 1, /^Hezuo is already running on /)
    const otherData = { ...env, HEZUO_DATA: newFolder() }
    assertRefused(
      await run(['start'], otherData),
      1,
      new RegExp(`^Port ${env.PORT} is taken by another program: `),
    )

    await stopsCleanly(started, 'SIGTERM')
  })

  test('a later start keeps what is there, loads no sample, and Ctrl-C twice does no harm', async () => {
    const started = launch(['start'], env)
    assert.match(await started.line, /its first administrator signs in once by http/)
    await stopsCleanly(started, 'SIGINT', 'SIGINT')
  })

  test('ends cleanly when the process that began it is killed', async () => {
    const started = launch(['start'], env, ['pipe', 'pipe', 'pipe', 'ipc'])
    await started.line
    started.child.disconnect()
    await stopsCleanly(started)
  })

  test('a schedule of backups that can’t be read is refused, not passed over', async () => {
    const every = await run(['start'], { ...env, HEZUO_BACKUP_EVERY: '1 day' })
    assertRefused(every, 2, /^HEZUO_BACKUP_EVERY is “1 day”: give a span such as 24h/)
    const keep = await run(['start'], { ...env, HEZUO_BACKUP_KEEP: '0' })
    assertRefused(keep, 2, /^HEZUO_BACKUP_KEEP is “0”: give a number from 1 to 999/)
  })

  test('migrate finds nothing to do', async () => {
    const { code, out } = await run(['migrate', '--json'], env)
    assert.deepEqual(JSON.parse(out), { applied: [] })
    assert.equal(code, 0)
  })

  test('the first start without --empty loads the sample, which is not loaded twice', async () => {
    const sample = { HEZUO_DATA: newFolder(), PORT: env.PORT }
    const started = launch(['start'], sample)
    assert.match(
      await started.line,
      /^Hezuo is ready at \S+ : open it and choose a person to sign in as\.\n$/,
    )
    started.child.kill('SIGTERM')
    assert.equal((await started.outcome).code, 0)
    assertRefused(
      await run(['seed', 'xuchang-1954'], sample),
      1,
      /^The database is not empty: nothing was loaded\.$/m,
    )
  })
})
