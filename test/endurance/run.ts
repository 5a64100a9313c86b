// `npm run endurance -- --kills 200`: kills Hezuo and its database at random moments under load, and prints what became
// of what people wrote. Exit code 1 if anything was lost, doubled, wrong, or needed a hand.
import { parseArgs } from 'node:util'
import { buildWeb } from '../../src/app/server/web-build.ts'
import { endure } from './endure.ts'
import { fillDisk } from './full-disk.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'boolean', default: false },
    'full-disk': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

if (values.help) {
  console.log(`Usage: npm run endurance -- [--kills 200] [--seed N] [--json]
       npm run endurance -- --full-disk        (as root, on Linux)

Starts Hezuo on a folder of its own, lets people write without pause, kills the server, its
database, one of the database's processes, or server and database together, and checks that
every acknowledged write is there once, that totals add up, and that nothing needed a hand.
With --full-disk: fills a small disk under it to the last byte, and gives it room again.`)
  process.exit()
}

/** Mulberry32: the same seed kills the same things at the same pace. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

await buildWeb((line) => console.error(line))
if (values['full-disk']) {
  const found = await fillDisk((line) => console.error(line))
  console.log(JSON.stringify(found, null, 1))
  process.exit(found.lost === 0 && found.faults.length === 0 && found.backAfter < 120_000 ? 0 : 1)
}
const kills = Number(values.kills)
const begun = Date.now()
console.error(`${kills} kills, seed ${values.seed}`)
const figures = await endure({
  kills,
  random: randomFrom(Number(values.seed)),
  say: (line) => console.error(line),
})
const seconds = Math.round((Date.now() - begun) / 1000)
const acknowledged = Object.values(figures.acknowledged).reduce((a, b) => a + b, 0)
if (values.json) console.log(JSON.stringify({ seed: Number(values.seed), seconds, ...figures }))
else {
  const by = (of: Record<string, number>) =>
    Object.entries(of)
      .map(([name, n]) => `${name} ${n}`)
      .join(', ')
  console.log(`killed         ${kills} (${by(figures.kills)}) in ${seconds} s
acknowledged   ${acknowledged} (${by(figures.acknowledged)})
sent again     ${figures.resent} without an answer, ${figures.repeated} although acknowledged
lost           ${figures.lost}
doubled        ${figures.doubled}
wrong totals   ${figures.wrongTotals}
repairs        ${figures.repairs}
longest pause  ${figures.longestPause} ms`)
  for (const line of figures.wrongAnswers) console.log(`wrong answer   ${line}`)
}
const bad =
  figures.lost + figures.doubled + figures.wrongTotals + figures.repairs + figures.wrongAnswers.length
process.exit(bad === 0 && acknowledged > 0 ? 0 : 1)
