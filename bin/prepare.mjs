// What must be there before anything of Hezuo can run: in a clone the dependencies, and everywhere a Node that is new
// enough, which for a clone means one that runs .ts files as they stand.
// Plain JavaScript without dependencies, for Node 18 and later.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const runtime = join(root, 'runtime')
/** A released package holds no sources, and npm has installed what it needs. */
export const isClone = existsSync(join(root, 'src'))
const chinese = (process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '').startsWith('zh')
const said = (en, zh) => (chinese ? zh : en)
const json = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'))

/** Installs what is missing, answers with the Node to use; otherwise says in one sentence what is in the way. */
export function prepare() {
  try {
    if (isClone) installDependencies()
    return findNode()
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error)
    process.exit(1)
  }
}

class Refusal extends Error {}

function installDependencies() {
  if (isInstalled()) return
  console.error(
    said(
      'Installing what Hezuo needs (once, about a minute) …',
      '正在安装合作所需的组件（仅此一次，约一分钟）……',
    ),
  )
  npmCi(root, ['--include=dev', '--include=optional'])
}

/** Compares npm's own record of what it installed with the lockfile, so that a plain `npm install` counts as well. */
function isInstalled() {
  try {
    const wanted = json(root, 'package-lock.json').packages
    const present = json(root, 'node_modules', '.package-lock.json').packages
    return Object.entries(wanted).every(([path, { version, optional, devOptional, os, cpu, libc }]) => {
      if (path === '' || present[path]?.version === version) return true
      const fits = isFor(os, process.platform) && isFor(cpu, process.arch) && !libc
      return Boolean(optional || devOptional) && !(fits && (os || cpu))
    })
  } catch {
    return false
  }
}

const isFor = (list, mine) => !list || [list].flat().includes(mine)

function npmCi(folder, more) {
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...more]
  const env = { ...process.env }
  // npm tells its scripts which folder it works in; another npm for another folder must not hear that.
  for (const name of Object.keys(env))
    if (/^npm_(config_local_prefix|package_|lifecycle_)/.test(name)) delete env[name]
  const own = env.npm_execpath?.endsWith('.js') && existsSync(env.npm_execpath)
  const done = spawnSync(own ? process.execPath : 'npm', own ? [env.npm_execpath, ...flags] : flags, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (done.signal) process.exit(130)
  if (done.error)
    throw new Refusal(
      said(
        'npm was not found: install Node with npm from nodejs.org.',
        '找不到 npm：请从 nodejs.org 安装带 npm 的 Node。',
      ),
    )
  if (done.status === 0) return
  // npm explains itself first, and then at length how it may be called.
  console.error(
    done.stderr
      .split('npm error Clean install')[0]
      .replace(/^npm error *\n/gm, '')
      .trim(),
  )
  throw new Refusal(
    said(
      `Installing failed in ${folder}: npm says why above.`,
      `${folder} 中的安装失败：原因见上面 npm 的说明。`,
    ),
  )
}

/** From 24.3 on, Node runs .ts files without a flag and without a warning. */
function isNewEnough(version) {
  const [major, minor] = version.replace('v', '').split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 3)
}

function findNode() {
  if (isNewEnough(process.version)) return process.execPath
  const machine = `${process.platform}-${process.arch}`
  // For Apple's chips Node comes under another name, and of 24 only its first version: the one after it then.
  const name = machine === 'darwin-arm64' ? `node-bin-${machine}` : `node-${machine}`
  const version = json(runtime, 'package.json').optionalDependencies[name]
  const needed = said(
    `Hezuo needs Node 24.3 or later, this machine has ${process.version.slice(1)}`,
    `合作需要 Node 24.3 或更新版本，本机为 ${process.version.slice(1)}`,
  )
  const byHand = said(
    `${needed}: install Node 24 from nodejs.org.`,
    `${needed}：请从 nodejs.org 安装 Node 24。`,
  )
  if (!version) throw new Refusal(byHand)
  const node = join(runtime, 'node_modules', name, 'bin', 'node')
  if (!existsSync(node) || json(runtime, 'node_modules', name, 'package.json').version !== version) {
    console.error(
      said(
        `${needed}: bringing Node ${version} into runtime/ (once) …`,
        `${needed}：正在将 Node ${version} 下载到 runtime/（仅此一次）……`,
      ),
    )
    npmCi(runtime, ['--include=optional'])
  }
  if (spawnSync(node, ['--version']).status !== 0) throw new Refusal(byHand)
  return node
}

/** Runs a file of the house under that Node as if it were this process: its signals, its exit code. */
export function become(node, args) {
  const path = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter)
  // The channel is never spoken on: its end tells the other side that this process is gone, even by kill -9.
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: path },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (signal === 'SIGINT' ? 2 : 15) : code))
}
