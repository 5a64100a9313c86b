// What whoever looks after an instance does at the command line while people work: accounts, backup, doctor; and the
// backup brought into another place, where the same people sign in.
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  clientOf,
  finished,
  newFolder,
  type Running,
  removeFolder,
  type Setting,
  startHezuo,
} from '../../test/hezuo.ts'
import { acceptInvitation, me, signIn } from '../access/sign-in/contract.ts'

let here: string
let there: string
let hezuo: Running
let env: Setting
before(async () => {
  here = newFolder('upkeep')
  there = newFolder('upkeep')
  // On a slow machine the first one would be made by itself in the midst of this.
  hezuo = await startHezuo({ HEZUO_DATA: here, HEZUO_BACKUP_EVERY: 'off' }, '--empty')
  env = { HEZUO_DATA: here, HEZUO_BASE_URL: hezuo.address }
})
after(async () => {
  hezuo.child.kill('SIGTERM')
  await hezuo.ended
  removeFolder(here)
  removeFolder(there)
})

const run = (...args: string[]) => finished(args, env)
async function json<T>(...args: string[]): Promise<T> {
  const { code, out, err } = await run(...args, '--json')
  assert.equal(code, 0, err)
  assert.equal(out.trim().split('\n').length, 1, out)
  return JSON.parse(out) as T
}
const password = 'tin bamboo kiln'

async function enter(link: string): Promise<number> {
  const secret = link.split('/').at(-1) ?? ''
  return (await clientOf(hezuo.address)(acceptInvitation, { params: { secret }, body: { password } })).status
}

test('an account is added, let in again and ended while Hezuo runs', async () => {
  const added = await json<{ login: string; link: string }>(
    'user',
    'add',
    'Zhang',
    '--role',
    'administrator',
    '--name',
    '张三',
  )
  assert.equal(added.login, 'zhang')
  assert.ok(added.link.startsWith(`${hezuo.address}/invite/`))
  const again = await json<{ link: string }>('user', 'reset', 'zhang')
  assert.equal(await enter(added.link), 404, 'an earlier link ends with a new one')
  assert.equal(await enter(again.link), 200)
  assert.equal(await enter(again.link), 404, 'a link works once')

  await json('user', 'add', 'li', '--role', 'reader')
  const list = await json<{ login: string; state: string; roles: { role: string }[] }[]>('user', 'list')
  assert.deepEqual(
    list.map((one) => [one.login, one.state, one.roles[0].role]),
    [
      ['administrator', 'invited', 'administrator'],
      ['li', 'invited', 'reader'],
      ['zhang', 'active', 'administrator'],
    ],
  )
  assert.deepEqual(await json('user', 'end', 'li'), { ended: 'li' })
  const left = await json<{ login: string }[]>('user', 'list')
  assert.ok(!left.some((one) => one.login === 'li'))
})

test('what cannot be done at the command line is one sentence and its exit code', async () => {
  const table: [string[], number, RegExp][] = [
    [['user', 'add', 'zhang', '--role', 'reader'], 1, /^The sign-in name zhang is taken\.$/],
    [
      ['user', 'add', 'wang', '--role', 'county_officer'],
      2,
      /^Give a role: administrator, reviewer, planner, trainer, presenter, trainee, reporter, reader\.$/,
    ],
    [['user', 'add', 'w w', '--role', 'reader'], 2, /is no sign-in name/],
    [
      ['user', 'add', 'wang', '--role', 'reader', '--place', 'nowhere'],
      1,
      /^There is no place with the code nowhere\.$/,
    ],
    [['user', 'reset', 'nobody'], 1, /^There is no account nobody\.$/],
    [['user', 'crown', 'zhang'], 2, /^Say what to do with whom: /],
    [['backup', '--every', 'often'], 2, /is no span such as 24h/],
    [['backup', '--every', '417d'], 2, /“417d” is no span .* 9999 hours at most\.$/],
    [['backup', '--keep', '0'], 2, /is no number from 1 to 999/],
    [['backup', 'a.tar.gz', '--keep', '3'], 2, /^A schedule takes no file/],
    [['backup', join(here, 'nowhere', 'a.tar.gz')], 1, /can’t be written/],
    [['backup', join(here, 'lock')], 1, /is there already\.$/],
    [['restore'], 2, /^Name one file/],
    [['restore', join(here, 'nothing.tar.gz')], 1, /^There is no file /],
  ]
  for (const [args, expected, sentence] of table) {
    const { code, out, err } = await run(...args).then((one) => ({ ...one, err: one.err.trim() }))
    assert.match(err, sentence, args.join(' '))
    assert.deepEqual([code, out, err.split('\n').length], [expected, '', 1], args.join(' '))
  }
})

test('a schedule is set, one backup is made now, and the doctor finds all well', async () => {
  assert.deepEqual(await json('backup', '--every', '6h', '--keep', '2'), { everyHours: 6, keep: 2 })
  assert.deepEqual(await json('backup', '--every', '9999h'), { everyHours: 9999, keep: 2 })
  assert.deepEqual(await json('backup', '--every', '6h'), { everyHours: 6, keep: 2 })
  const early = await run('doctor')
  assert.match(early.out, /^warning {2}backup /m)
  const made = await json<{ file: string; bytes: number }>('backup')
  assert.equal(statSync(made.file).size, made.bytes)
  assert.equal(statSync(made.file).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(join(here, 'backups')), [made.file.split('/').at(-1)])
  const findings = await json<{ check: string; state: string }[]>('doctor')
  assert.deepEqual(
    findings.filter((one) => one.state !== 'ok' && one.check !== 'disk'),
    [],
  )
})

test('the backup comes back in another folder, where the same people sign in', async () => {
  const file = join(here, 'whole.tar.gz')
  const told = await json<{ rows: number }>('backup', file)
  assert.ok(told.rows > 10)
  const busy = await finished(['restore', file], env)
  assert.deepEqual([busy.code, /^Hezuo is already running on /.test(busy.err)], [1, true])
  const restored = await finished(['restore', file, '--json'], { HEZUO_DATA: there })
  assert.equal(restored.code, 0, restored.err)
  assert.equal(JSON.parse(restored.out).rows, told.rows)
  const twice = await finished(['restore', file], { HEZUO_DATA: there })
  assert.equal(twice.code, 1)
  assert.match(twice.err, /^The database is not empty: nothing was restored\./m)

  const other = await startHezuo({ HEZUO_DATA: there })
  try {
    const reply = await clientOf(other.address)(signIn, { body: { login: 'zhang', password } })
    assert.equal(reply.status, 200)
    const who = await clientOf(other.address)(me, {})
    assert.equal(who.body.demo, false, 'no sample was loaded over it')
  } finally {
    other.child.kill('SIGTERM')
    await other.ended
  }
})

test('a backup that a disk does not take is told in one sentence, and leaves no file', async () => {
  const folder = join(here, 'small')
  mkdirSync(folder)
  for (const args of [['backup', join(folder, 'a.tar.gz')], ['backup']]) {
    // No file of this process grows beyond a block.
    const { code, out, err } = await finished(args, { ...env, HEZUO_BACKUP_FOLDER: folder }, 'ulimit -f 1')
    assert.match(err, /^The disk that holds \S*small\S* takes no file as large as this one\.\n$/)
    assert.deepEqual([code, out, readdirSync(folder)], [1, '', []], args.join(' '))
  }
})
