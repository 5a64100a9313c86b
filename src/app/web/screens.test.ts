// The screens of all rooms together: each belongs to an area that the rail knows, and is reached by its own address.
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Screen, Stage } from '../../kit/screen.ts'

const source = join(import.meta.dirname, '..', '..')
const files = globSync('*/web/screens.ts', { cwd: source }).sort()
const ofRooms: { screens: Screen[]; stage?: Stage }[] = await Promise.all(
  files.map((path) => import(join(source, path))),
)
const screens = ofRooms.flatMap((room) => room.screens)

const stages = ofRooms.flatMap(({ stage }) => stage ?? [])
/** What is done with accounts and the house itself is reached from one's own name. */
const areas = [...stages.map(({ area }) => area), 'access']

test('every screen belongs to an area that there is', () => {
  assert.ok(files.length > 10 && screens.length > 60, `only ${screens.length} screens were seen`)
  for (const { path, area } of screens) assert.ok(areas.includes(area), `${path}: there is no area ${area}`)
})

test('the rail leads to one screen of each area that it shows', () => {
  assert.equal(stages.filter(({ part }) => part === 'loop').length, 6)
  assert.equal(new Set(stages.map(({ part, at }) => `${part} ${at}`)).size, stages.length)
  for (const { area } of stages) {
    const entrances = screens.filter((screen) => screen.area === area && screen.entrance)
    assert.equal(entrances.length, 1, area)
    assert.doesNotMatch(entrances[0].path, /:/, 'the rail knows no ids')
  }
})

test('no screen stands before another whose address it would take', () => {
  const takes = ({ path }: Screen, address: string) =>
    new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`).test(address)
  for (const screen of screens) {
    const first = screens.find((one) => takes(one, screen.path.replaceAll(':', '')))
    assert.equal(first?.path, screen.path)
  }
})
