// One process per data folder. The lock is a file that names its process; that of a dead process is taken over.
import { execFileSync } from 'node:child_process'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from './refusal.ts'

/** When a process began, so that a number given to another process later is not mistaken for it; null if it is gone. */
export function beganAt(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      // The name in brackets may hold spaces; after it, the 20th field is the start time, the first the state.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return fields[0] === 'Z' ? null : `${boot} ${fields[19]}`
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

/** Whether a living process has the folder. */
export function isHeld(folder: string): boolean {
  const held = read(join(folder, 'lock'))
  return held !== null && isAlive(held)
}

/** Takes the folder for this process or refuses with the number of the process that has it; returns how to let go. */
export function takeLock(folder: string): () => void {
  const lock = join(folder, 'lock')
  const mine = join(folder, `lock.${process.pid}.${Math.random().toString(36).slice(2)}`)
  const words = `${process.pid}\n${beganAt(process.pid)}\n`
  try {
    writeFileSync(mine, words, { mode: 0o600 })
    for (;;) {
      try {
        // A link is made or refused as one step, and never shows a file that is half written.
        linkSync(mine, lock)
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        clearStale(lock, `${mine}.old`)
      }
    }
  } finally {
    rmSync(mine, { force: true })
  }
  return () => {
    if (read(lock) === words) rmSync(lock, { force: true })
  }
}

function clearStale(lock: string, aside: string): void {
  const held = read(lock)
  if (held === null) return
  if (isAlive(held)) inUse(held, lock)
  try {
    renameSync(lock, aside)
  } catch {
    return
  }
  // Another process may have cleared the same stale lock and taken its own between our reading and renaming.
  const taken = read(aside)
  if (taken !== null && isAlive(taken)) {
    linkSync(aside, lock)
    rmSync(aside, { force: true })
    inUse(taken, lock)
  }
  rmSync(aside, { force: true })
}

const read = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function isAlive(words: string): boolean {
  const [pid, began] = words.split('\n')
  return began !== undefined && beganAt(Number(pid)) === began
}

function inUse(words: string, lock: string): never {
  const pid = words.split('\n')[0]
  const folder = lock.replace(/[\\/]lock$/, '')
  refuse(
    'Hezuo is already running on {folder} (process {pid}): stop it first, or choose another folder with HEZUO_DATA.',
    { folder, pid },
  )
}
