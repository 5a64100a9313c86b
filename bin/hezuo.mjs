#!/usr/bin/env node
// `npx hezuo <command>` and `npm start`: prepares the machine, then hands over to the command line: of a clone
// src/app/commands/main.ts, of a released package the same as built JavaScript.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { become, isClone, prepare, root } from './prepare.mjs'

// npx runs this through a shell that keeps signals to itself: when that is gone, this was meant too.
const parent = process.ppid
if (process.env.npm_command === 'exec')
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 250).unref()

const node = prepare()
const command = join(root, isClone ? 'src' : 'lib', 'app', 'commands', isClone ? 'main.ts' : 'main.js')
if (node === process.execPath) {
  process.argv[1] = command
  await import(pathToFileURL(command).href)
} else become(node, [command, ...process.argv.slice(2)])
