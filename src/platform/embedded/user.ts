// As whom PostgreSQL runs: it refuses to run as root, so root lends it another user.
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { refuse } from './refusal.ts'

/** Null: as whoever runs Hezuo. */
export type RunAs = { uid: number; gid: number; name: string } | null

/** The user for a database folder: its owner where it exists, otherwise `postgres` or `nobody`. */
export function chooseUser(existing: string): RunAs {
  if (process.getuid?.() !== 0) return null
  const owner = ownerOf(existing)
  if (owner && owner.uid !== 0) return { ...owner, name: nameOfUid(owner.uid) }
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name)
    const gid = idOf('-g', name)
    if (uid && gid) return { uid, gid, name }
  }
  refuse(
    'PostgreSQL refuses to run as root, and there is no user “postgres” or “nobody” on this machine: run Hezuo as an ordinary user.',
  )
}

function ownerOf(path: string): { uid: number; gid: number } | null {
  try {
    const { uid, gid } = statSync(path)
    return { uid, gid }
  } catch {
    return null
  }
}

function idOf(flag: string, name: string): number | null {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return null
  }
}

function nameOfUid(uid: number): string {
  try {
    return execFileSync('id', ['-un', String(uid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return String(uid)
  }
}

/** Whether that user can enter the folder; tried for real, as permissions may hang on any folder above it. */
export function canEnter(user: RunAs, folder: string): boolean {
  return tries(user, 'cd "$1"', folder)
}

/** Whether that user can read the file and, where asked, run it. */
export function canUse(user: RunAs, file: string, run = false): boolean {
  return tries(user, run ? 'test -r "$1" && test -x "$1"' : 'test -r "$1"', file)
}

function tries(user: RunAs, script: string, path: string): boolean {
  if (!user) {
    try {
      accessSync(path, constants.R_OK)
      return true
    } catch {
      return false
    }
  }
  const tried = spawnSync('/bin/sh', ['-c', script, 'sh', path], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: 'ignore',
  })
  if (tried.error)
    refuse(
      'PostgreSQL refuses to run as root, and root may not change to the user “{name}” here: run Hezuo as an ordinary user.',
      { name: user.name },
    )
  return tried.status === 0
}
