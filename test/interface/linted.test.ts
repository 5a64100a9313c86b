// The description of the interface, judged by a linter that is not ours: Redocly's recommended rules, without
// exception.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { buildServer } from '../../src/app/server/server.ts'
import { emptyDatabase } from '../database.ts'

const redocly = join(import.meta.dirname, '../../node_modules/@redocly/cli/bin/cli.js')
/** It asks nobody for a newer version of itself, and tells nobody what it saw. */
const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }

test('a linter finds nothing wrong in the description, nor anything to warn of', async () => {
  const database = await emptyDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'hezuo-linted-'))
  const server = await buildServer({ database, baseUrl: 'http://localhost', dataFolder: folder })
  try {
    writeFileSync(join(folder, 'openapi.json'), (await server.inject('/api/openapi.json')).body)
    const args = [redocly, 'lint', 'openapi.json', '--extends=recommended', '--format=json']
    // It ends in error where it found something; what it found says more.
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, ...quiet },
      maxBuffer: 64 * 1024 * 1024,
    }).catch((error: { stdout: string }) => error)
    const { totals, problems } = JSON.parse(stdout)
    assert.deepEqual(problems, [])
    assert.deepEqual(totals, { errors: 0, warnings: 0, ignored: 0 })
  } finally {
    await server.close()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
})
