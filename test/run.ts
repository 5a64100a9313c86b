// All that `npm test` does once dependencies and Node are there: types, lint, a Chromium, the screens, the tests.
// With paths (npm test -- src/plan): only the tests there. With --update: snapshots are written anew. With --server: on
// a PostgreSQL server of the machine's own instead of the one that Hezuo brings along, without what has been looked at
// there already. With --release: the package that strangers install, which needs minutes and is left out otherwise.
import { spawn } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { buildWeb } from '../src/app/server/web-build.ts'
import { StartRefusal } from '../src/platform/embedded/refusal.ts'
import { findChromium } from './chromium.ts'
import { startThrowaway } from './database.ts'
import { startServer } from './server.ts'

const root = join(import.meta.dirname, '..')
const all = ['src/**/*.test.ts', 'test/**/*.test.ts']
const ofPackage = 'test/release/'
/** What is the same whatever the server: Hezuo's own database itself, the look of the screens, the house. */
const once = [
  'test/house/',
  'src/platform/embedded-postgres.test.ts',
  'test/endurance/endurance.test.ts',
  'test/accessibility.test.ts',
  'test/languages.test.ts',
  'test/styles.test.ts',
  'test/styles-scoped.test.ts',
  'test/visit-size.test.ts',
]

function chosenFiles(paths: string[], onServer: boolean): string[] {
  if (paths.length === 0)
    return globSync(all, { cwd: root })
      .filter((path) => !path.startsWith(ofPackage))
      .filter((path) => !onServer || !once.some((one) => path.startsWith(one)))
      .sort()
  return paths.flatMap((path) => {
    const isFolder = statSync(resolve(root, path), { throwIfNoEntry: false })?.isDirectory()
    return globSync(isFolder ? `${path.replace(/\/$/, '')}/**/*.test.ts` : path, { cwd: root }).sort()
  })
}

function program(path: string, args: string[], env = process.env): Promise<boolean> {
  return new Promise((done, failed) => {
    const child = spawn(path, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env })
    children.add(child)
    child.on('error', failed)
    child.on('close', (code) => {
      children.delete(child)
      done(code === 0)
    })
  })
}

const children = new Set<ReturnType<typeof spawn>>()
let stopped = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    stopped = true
    for (const child of children) child.kill('SIGTERM')
  })

async function check(): Promise<boolean> {
  const bin = join(root, 'node_modules', '.bin')
  console.log('Types and lint …')
  const types = await program(join(bin, 'tsc'), ['--noEmit'])
  const lint = await program(join(bin, 'biome'), ['check', '--log-level=warn', '--error-on-warnings'])
  if (!types) console.log('The type check failed.')
  if (!lint) console.log('The lint check failed.')
  return types && lint
}

async function runOnDatabase(files: string[], chrome: string, onServer: boolean): Promise<boolean> {
  const database = onServer ? await startServer() : await startThrowaway()
  if ('version' in database) console.log(`On PostgreSQL ${database.version} of this machine:`)
  try {
    const server = onServer ? { HEZUO_TEST_SERVER: 'yes' } : {}
    return await runTests(files, { HEZUO_TEST_DATABASE: database.url, CHROME_PATH: chrome, ...server })
  } finally {
    await database.stop()
  }
}

function runTests(files: string[], more: NodeJS.ProcessEnv): Promise<boolean> {
  const args = ['--test', `--test-reporter=${join(import.meta.dirname, 'reporter.ts')}`]
  args.push(`--test-concurrency=${Math.min(availableParallelism(), 8)}`, '--test-timeout=900000')
  if (process.argv.includes('--update')) args.push('--test-update-snapshots')
  const env: NodeJS.ProcessEnv = { ...process.env }
  // Settings of the person's own Hezuo must not reach the tests.
  for (const name of Object.keys(env))
    if (/^(PORT|HOST|DATABASE_URL|HEZUO_(?!LOG).*)$/.test(name)) delete env[name]
  return program(process.execPath, [...args, ...files], { ...env, ...more })
}

async function main(): Promise<boolean> {
  const given = process.argv.slice(2)
  if (given.includes('--release')) return runTests(globSync(`${ofPackage}*.test.ts`, { cwd: root }), {})
  const onServer = given.includes('--server')
  const paths = given.filter((one) => !one.startsWith('--'))
  const files = chosenFiles(paths, onServer)
  if (files.length === 0)
    throw new StartRefusal(`No test was found${paths.length > 0 ? ` in ${paths.join(', ')}` : ''}.`)
  const chrome = findChromium()
  const sound = paths.length > 0 || onServer || (await check())
  if (stopped) return false
  const built = await buildWeb((line) => console.log(line)).then(
    () => true,
    (error: Error) => {
      console.error(error.message)
      return false
    },
  )
  if (stopped) return false
  return (await runOnDatabase(files, chrome, onServer)) && sound && built
}

try {
  process.exitCode = (await main()) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
process.exit()
