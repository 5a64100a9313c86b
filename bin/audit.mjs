#!/usr/bin/env node
// `npm run audit`: asks the registry whether a known weakness stands in what Hezuo ships. Fails on a high or critical
// one; where the registry cannot be reached or keeps no such list, says so and lets the work go on.
import { spawnSync } from 'node:child_process'

const asked = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === 'win32',
})

function read(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const answer = read(asked.stdout)
const counts = answer?.metadata?.vulnerabilities
if (!counts) {
  console.log(`Not checked: ${answer?.error?.summary || answer?.message || 'the registry gave no answer'}.`)
  process.exit(0)
}
for (const [name, { severity, range }] of Object.entries(answer.vulnerabilities ?? {}))
  console.log(`${severity.padEnd(9)} ${name} ${range}`)
const grave = counts.high + counts.critical
console.log(`${counts.total} known weaknesses, ${grave} of them high or critical.`)
process.exit(grave > 0 ? 1 : 0)
