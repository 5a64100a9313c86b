// `hezuo bench`: measures this machine with this version, on a database of its own that is removed afterwards.
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { said } from '../../platform/embedded/refusal.ts'
import type { Figure } from '../bench/figure.ts'
import { groups, measure } from '../bench/run.ts'
import { workFolder } from '../server/version.ts'
import { type Command, WrongCall } from './command.ts'

const latest = resolve(workFolder, 'bench', 'latest.json')

export const benchCommand: Command = {
  summary: () => said('measure speed and memory on this machine'),
  help: () =>
    said(
      `Usage: npx hezuo bench [group …] [--json]

Measures Hezuo on this machine, on a database of its own that is removed afterwards; your data
are not touched. Prints a table and writes bench/latest.json. Every figure stands beside what it
was held against in the same run and what the design asks for. Groups: {what}.

  --json   print the figures as a list of {name, value, unit, yardstick, ratio, budget, met}`,
      { what: Object.keys(groups).join(', ') },
    ),
  options: { json: { type: 'boolean' } },
  positionals: Object.keys(groups).length,
  async run({ json }, asked) {
    const unknown = asked.find((name) => !Object.hasOwn(groups, name))
    if (unknown) throw new WrongCall(said('There is no group “{unknown}”.', { unknown }))
    const chosen = asked.length > 0 ? asked : Object.keys(groups)
    const figures = await measure(chosen, (line) => console.error(`… ${line}`))
    // Part of the figures is no table to compare with others: only a whole run is kept.
    if (asked.length === 0) {
      mkdirSync(resolve(latest, '..'), { recursive: true })
      writeFileSync(latest, `${JSON.stringify(figures, null, 2)}\n`)
    }
    if (json) console.log(JSON.stringify(figures))
    else print(figures)
  },
}

function print(figures: readonly Figure[]): void {
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  console.log(
    `${cpus()[0]?.model ?? ''}, ${availableParallelism()} cores, ${gigabytes} GB, Node ${process.versions.node}`,
  )
  const heads = ['figure', 'value', 'unit', 'ratio', 'yardstick', 'budget', '']
  const rows = figures.map((one) => [
    one.name,
    String(one.value),
    one.unit,
    one.ratio === null ? '' : String(one.ratio),
    one.yardstick ?? '',
    one.budget ?? '',
    one.met === null ? '' : one.met ? 'met' : 'not met',
  ])
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at].length)))
  const isNumber = (at: number) => at === 1 || at === 3
  for (const row of [heads, ...rows])
    console.log(
      row
        .map((cell, at) => (isNumber(at) ? cell.padStart(widths[at]) : cell.padEnd(widths[at])))
        .join('  ')
        .trimEnd(),
    )
}
