#!/usr/bin/env node
// `npx hezuo <command>` and `npm start`: prepares the machine, then hands over to src/app/commands/main.ts.
import { join } from 'node:path'
import { become, prepare, root } from './prepare.mjs'

// npx runs this through a shell that keeps signals to itself: when that is gone, this was meant too.
const parent = process.ppid
if (process.env.npm_command === 'exec')
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 250).unref()

const node = prepare()
const command = join(root, 'src', 'app', 'commands', 'main.ts')
if (node === process.execPath) {
  process.argv[1] = command
  await import('../src/app/commands/main.ts')
} else become(node, [command, ...process.argv.slice(2)])
