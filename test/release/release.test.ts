// The released package, tried as strangers would: what npm packs is installed into an empty folder, started there,
// used, and put in the place of the release before it.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { newId } from '../../src/base/ids.ts'
import { newFolder, removeFolder } from '../hezuo.ts'
import { install, root, run, start } from './package.ts'
import { asker, comeIn, walk } from './walk.ts'

/** The first release, whose data folders and backups go on. */
const first = '0a563d1'

let home: string
before(async () => {
  home = await install()
  // On a machine with an older Node this brings the one that Hezuo needs, once.
  assert.match(await run('npx', ['hezuo', '--help'], home), /npx hezuo <command> --help/)
})
after(() => removeFolder(join(home, '..')))

/** What the doctor says of a folder: nothing that is wrong. */
const isWell = (data: string) => run('npx', ['hezuo', 'doctor'], home, { HEZUO_DATA: data })

test('what is installed is built: no sources, no tests, no bundler, nothing that only building needs', () => {
  const own = join(home, 'node_modules', 'hezuo')
  assert.deepEqual(globSync('**/*{.ts,.tsx,.test.js}', { cwd: own, exclude: ['runtime/**'] }), [])
  assert.ok(globSync('**/*.js', { cwd: own }).length > 500, 'the server was seen')
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const all = [...Object.keys(devDependencies), 'rolldown', 'esbuild', 'rollup']
  assert.deepEqual(
    all.filter((name) => existsSync(join(home, 'node_modules', name))),
    [],
  )
})

test('an empty office: in by the one-time link, screens, a file read in its thread, and everything still there later', async (t) => {
  const { address, signIn, seconds, stop } = await start(home, ['--empty'])
  t.diagnostic(`npx hezuo start, empty: ${seconds.toFixed(1)} s until it answered`)
  const secret = signIn?.split('/').at(-1)
  const administrator = await comeIn(address, `/api/invitations/${secret}`, {
    password: 'loom bobbin shuttle',
  })
  const { account } = await administrator('GET /api/me')
  assert.equal(account.login, 'administrator')
  const page = await (await fetch(address)).text()
  const [asset] = /\/assets\/[^"]+\.js/.exec(page) ?? []
  assert.equal((await fetch(address + asset)).status, 200)
  assert.match(await (await fetch(`${address}/api/docs.css`)).text(), /--/)
  // What npm puts in the place of a version that runs does not speak for it.
  const words = join(home, 'node_modules', 'hezuo', 'lib', 'words.json')
  renameSync(words, `${words}.before`)
  const spanish = await fetch(`${address}/api/classes`, { headers: { 'accept-language': 'es' } })
  renameSync(`${words}.before`, words)
  const { packs } = await administrator('GET /api/packs')
  assert.ok(packs.some((one: { code: string }) => one.code === 'cooperative-basics'))
  assert.match(((await spanish.json()) as { title: string }).title, /sesión/)
  const importId = newId()
  const file = 'code,place,level,under,since\nnorthmark,Northmark,province,,2020-01-01\n'
  await administrator(`POST /api/imports/upload?importId=${importId}&kind=places&name=places.csv`, file)
  assert.equal((await administrator(`GET /api/imports/${importId}`)).counts.new, 1)
  await stop()
  assert.ok(existsSync(join(home, 'data', 'postgres.log')), 'data lie where it was started')
  const again = await start(home)
  t.diagnostic(`npx hezuo start, again: ${again.seconds.toFixed(1)} s until it answered`)
  await comeIn(again.address, '/api/sign-in', { login: 'administrator', password: 'loom bobbin shuttle' })
  await again.stop()
})

test('with the sample: once round the loop', async (t) => {
  const data = newFolder('sample')
  const { address, seconds, stop } = await start(home, [], { HEZUO_DATA: data })
  t.diagnostic(`npx hezuo start, with the sample: ${seconds.toFixed(1)} s until it answered`)
  await walk(address, true)
  await stop()
  await isWell(data)
  removeFolder(data)
})

// Made by that release as below: seeded, then `npx hezuo backup`.
test('a backup of the first release comes in, and work goes on', async () => {
  const data = newFolder('restored')
  const file = join(import.meta.dirname, 'backup-0.1.0.tar.gz')
  await run('npx', ['hezuo', 'restore', file], home, { HEZUO_DATA: data })
  await goesOn(data)
})

const isHere = spawnSync('git', ['cat-file', '-e', `${first}^{commit}`], { cwd: root }).status === 0
test('a data folder of the first release is taken over, and work goes on', {
  skip: !isHere && `the history here does not reach back to ${first}`,
}, async () => {
  const [data, clone] = [newFolder('taken-over'), newFolder('first')]
  execFileSync('git', ['worktree', 'add', '--detach', '--quiet', clone, first], { cwd: root })
  try {
    await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], clone)
    const node = join(root, 'runtime', 'node_modules')
    if (existsSync(node)) cpSync(node, join(clone, 'runtime', 'node_modules'), { recursive: true })
    await run('node', ['bin/hezuo.mjs', 'seed', 'xuchang-1954'], clone, { HEZUO_DATA: data })
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', clone], { cwd: root })
  }
  await goesOn(data)
})

async function goesOn(data: string): Promise<void> {
  const { address, stop } = await start(home, [], { HEZUO_DATA: data })
  const { version } = await asker(address)('GET /api/health')
  assert.equal(version, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version)
  await walk(address, false)
  await stop()
  await isWell(data)
  removeFolder(data)
}
