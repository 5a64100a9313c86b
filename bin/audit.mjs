#!/usr/bin/env node
// `npm run audit`: asks the registry whether a known weakness stands in what Hezuo is made of. That is all of it: what
// the screens are built from comes to users inside the screens, and whatever builds them could change them. Fails with 1
// on a high or critical one, and with 2 where it could not look: nothing was found then because nobody searched.
import { spawnSync } from 'node:child_process'

const asked = spawnSync('npm', ['audit', '--json'], {
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
const { vulnerabilities: counts, dependencies } = answer?.metadata ?? {}
if (!counts || !dependencies?.total) {
  const why =
    asked.error?.message || answer?.error?.summary || answer?.message || 'no answer that can be read'
  console.error(`Could not look for known weaknesses: ${why.trim().replace(/\.$/, '')}.`)
  process.exit(2)
}
for (const [name, { severity, range }] of Object.entries(answer.vulnerabilities ?? {}))
  console.log(`${severity.padEnd(9)} ${name} ${range}`)
const grave = counts.high + counts.critical
console.log(
  `${dependencies.total} packages looked at: ${counts.total} known weaknesses, ${grave} of them high or critical.`,
)
process.exit(grave > 0 ? 1 : 0)
