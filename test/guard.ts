// What cleans up after tests whose own process was killed.
import { spawn } from 'node:child_process'
import { Socket } from 'node:net'

/** Waits for the end of this process, even by kill -9, and then ends the server and removes its data. */
export function guardFolder(folder: string) {
  const script = `cat >/dev/null
    pid=$(head -n 1 "$1/postgres/postmaster.pid") && kill -INT "$pid"
    while [ -e "$1/postgres/postmaster.pid" ] && kill -0 "$pid"; do sleep 0.1; done
    rm -rf "$1"`
  const guard = spawn('/bin/sh', ['-c', script, 'sh', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.unref()
  const { stdin } = guard
  if (stdin instanceof Socket) stdin.unref()
  return { stdin }
}
