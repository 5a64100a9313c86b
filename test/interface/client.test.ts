// A client that a generator makes of the description (Orval: no code of ours) is sound TypeScript, and walks the loop.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { generate } from 'orval'
import { listen } from '../browser.ts'
import { openTown, type Town } from '../town.ts'

const root = join(import.meta.dirname, '../..')
const loop = join(import.meta.dirname, 'client', 'loop.ts')

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

test('a client is generated, compiles under the settings of the house, and walks once round the loop', async () => {
  const description = (await town.server.inject('/api/openapi.json')).json()
  await generate({
    input: { target: description },
    output: {
      target: join(root, 'dist', 'client', 'api.ts'),
      client: 'fetch',
      mode: 'single',
      baseUrl: { runtime: 'process.env.HEZUO_ADDRESS' },
    },
  })
  const compiler = join(root, 'node_modules', '.bin', 'tsc')
  const compiled = spawnSync(compiler, ['--noEmit', '-p', join(loop, '..', 'tsconfig.json')], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  assert.equal(compiled.status, 0, compiled.stdout)
  process.env.HEZUO_ADDRESS = await listen(town)
  const { walkLoop } = await import(loop)
  await walkLoop({
    district: await town.accountOf('xuchang-officer'),
    county: await town.accountOf('linying-officer'),
    trainer: await town.accountOf('trainer'),
  })
})
