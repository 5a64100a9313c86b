// `hezuo bench`: measures this machine with this version, on a database of its own that is removed afterwards.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { sql } from 'kysely'
import { openSession } from '../../access/actions.ts'
import { openDatabase } from '../../platform/database.ts'
import { said, startEmbedded } from '../../platform/embedded-postgres.ts'
import { openFiles } from '../../platform/files.ts'
import { migrate } from '../../platform/migrate.ts'
import { checkIns } from '../bench/check-ins.ts'
import { classPages } from '../bench/class-pages.ts'
import type { Bench, Figure, Group } from '../bench/figure.ts'
import { opening } from '../bench/opening.ts'
import { signIn } from '../bench/sign-in.ts'
import { startUp } from '../bench/start-up.ts'
import { seed } from '../seed.ts'
import { buildServer, sessionCookie } from '../server.ts'
import { buildWeb } from '../web-build.ts'
import { type Command, WrongCall } from './command.ts'

const groups: Record<string, Group> = {
  'start-up': startUp,
  'sign-in': signIn,
  'class-pages': classPages,
  'check-ins': checkIns,
  opening,
}
const latest = resolve(import.meta.dirname, '..', '..', '..', 'bench', 'latest.json')
const pack = 'xuchang-1954'

export const benchCommand: Command = {
  summary: () => said('measure speed and memory on this machine', '在本机测量速度和内存'),
  help: () =>
    said(
      `Usage: npx hezuo bench [group …] [--json]

Measures Hezuo on this machine, on a database of its own that is removed afterwards; your data
are not touched. Prints a table and writes bench/latest.json. Every figure stands beside what it
was held against in the same run and what the design asks for. Groups: ${Object.keys(groups).join(', ')}.

  --json   print the figures as a list of {name, value, unit, yardstick, ratio, budget}`,
      `用法：npx hezuo bench [分组 …] [--json]

在本机测量合作的速度和内存：使用单独的数据库，测完即删除，不触及您的数据。打印表格并写入
bench/latest.json。每个数字旁都列出同一次测量中的对照和设计要求。分组：${Object.keys(groups).join('、')}。

  --json   以列表 {name, value, unit, yardstick, ratio, budget} 输出`,
    ),
  options: { json: { type: 'boolean' } },
  positionals: Object.keys(groups).length,
  async run({ json }, asked) {
    const unknown = asked.find((name) => !Object.hasOwn(groups, name))
    if (unknown) throw new WrongCall(said(`There is no group “${unknown}”.`, `没有“${unknown}”分组。`))
    const chosen = asked.length > 0 ? asked : Object.keys(groups)
    const figures = await withBench(async (bench) => {
      const all: Figure[] = []
      for (const name of chosen) all.push(...(await groups[name](bench)))
      return all
    })
    // Part of the figures is no table to compare with others: only a whole run is kept.
    if (asked.length === 0) {
      mkdirSync(resolve(latest, '..'), { recursive: true })
      writeFileSync(latest, `${JSON.stringify(figures, null, 2)}\n`)
    }
    if (json) console.log(JSON.stringify(figures))
    else print(figures)
  },
}

/** A fsynced database with the sample and a listening server, gone again whatever happens. */
async function withBench<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
  const say = (line: string) => console.error(`… ${line}`)
  await buildWeb(say)
  const folder = mkdtempSync(join(tmpdir(), 'hezuo-bench-'))
  // Root's PostgreSQL runs as another user, who must be let through.
  chmodSync(folder, 0o711)
  const embedded = await startEmbedded({ dataFolder: folder })
  const database = openDatabase(embedded.url)
  try {
    say('loading the sample')
    await migrate(database)
    await seed(database, pack, openFiles(folder))
    const server = await buildServer({ database, baseUrl: 'http://127.0.0.1', dataFolder: folder })
    try {
      const address = await server.listen({ port: 0, host: '127.0.0.1' })
      return await work({ database, server, address, say, cookieOf: (login) => cookieOf(database, login) })
    } finally {
      await server.close()
    }
  } finally {
    await database.close()
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function cookieOf(database: Bench['database'], login: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from access.account where login = ${login}`.execute(
    database.kysely,
  )
  return `${sessionCookie}=${await openSession(database.kysely, rows[0].id, 'bench', new Date())}`
}

function print(figures: readonly Figure[]): void {
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  console.log(
    `${cpus()[0]?.model ?? ''}, ${availableParallelism()} cores, ${gigabytes} GB, Node ${process.versions.node}`,
  )
  const heads = ['figure', 'value', 'unit', 'ratio', 'yardstick', 'budget']
  const rows = figures.map((one) => [
    one.name,
    String(one.value),
    one.unit,
    one.ratio === null ? '' : String(one.ratio),
    one.yardstick ?? '',
    one.budget ?? '',
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
