// `npm run audit` never says that nothing was found when it could not look: tried with an npm that answers as told.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'

const program = join(import.meta.dirname, '..', 'bin', 'audit.mjs')

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'hezuo-audit-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

/** What is printed, and the exit code, where npm says this and ends with that. */
function audited(says: string, code: number) {
  writeFileSync(join(folder, 'answer.json'), says)
  const script = `#!/bin/sh\n/bin/cat '${folder}/answer.json'\nexit ${code}\n`
  writeFileSync(join(folder, 'npm'), script, { mode: 0o755 })
  return runWith(folder)
}

function runWith(path: string) {
  const env = { PATH: path }
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { env, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const counts = { info: 0, low: 0, moderate: 0, high: 0, critical: 0, total: 0 }
const report = (found: object, vulnerabilities = {}, total = 200) =>
  JSON.stringify({
    vulnerabilities,
    metadata: { vulnerabilities: { ...counts, ...found }, dependencies: { total } },
  })

test('where the registry was asked and knows of nothing, that is said, with how much was looked at', () => {
  const { status, stdout } = audited(report({}), 0)
  assert.equal(status, 0)
  assert.match(stdout, /200 packages looked at: 0 known weaknesses/)
})

test('a high weakness fails and is named, a low one is named', () => {
  const grave = { tar: { severity: 'high', range: '<3' } }
  const { status, stdout } = audited(report({ high: 1, total: 1 }, grave), 1)
  assert.equal(status, 1)
  assert.match(stdout, /high +tar <3/)
  const slight = audited(report({ low: 1, total: 1 }, { tar: { severity: 'low', range: '<3' } }), 1)
  assert.equal(slight.status, 0)
  assert.match(slight.stdout, /low +tar/)
})

const blind: Record<string, [string, number]> = {
  'a registry that keeps no such list': ['{"error":{"summary":"audit endpoint returned an error"}}', 1],
  'a registry that cannot be reached': ['{"message":"request to https://registry.example failed"}', 1],
  'no answer at all': ['', 1],
  'a page of a proxy instead of an answer': ['<html>sign in first</html>', 0],
  'nothing installed that could be looked at': [report({}, {}, 0), 0],
}
for (const [why, [says, code]] of Object.entries(blind))
  test(`it could not look, and says so: ${why}`, () => {
    const { status, stdout, stderr } = audited(says, code)
    assert.equal(status, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /^Could not look for known weaknesses: .+\.$/m)
  })

test('it could not look, and says so: no npm', () => {
  const { status, stderr } = runWith(dirname(program))
  assert.equal(status, 2)
  assert.match(stderr, /^Could not look/)
})
