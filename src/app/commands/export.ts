// `hezuo export <file>`: everything as a data package or a workbook.
import { writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { packageOf } from '../../exchange/export-package-queries.ts'
import type { Taken } from '../../exchange/export-queries.ts'
import { workbookOf } from '../../exchange/export-workbook-queries.ts'
import { readWords } from '../../platform/catalogues.ts'
import type { Database } from '../../platform/database.ts'
import { StartRefusal, said } from '../../platform/embedded-postgres.ts'
import { migrate } from '../../platform/migrate.ts'
import { dayOf, readSettings } from '../../platform/settings.ts'
import { topPlace } from '../../registry/queries.ts'
import { type Command, WrongCall } from './command.ts'
import { withInstance } from './instance.ts'

export const exportCommand: Command = {
  summary: () => said('write everything into a file for other programs', '将全部数据写成文件供其他程序使用'),
  help: () =>
    said(
      `Usage: npx hezuo export <file.zip | file.xlsx> [--place CODE] [--json]

Writes everything into one file: an open data package (.zip: CSV files and their description) or
a workbook for people (.xlsx, up to 200,000 rows). Answers to examinations are nowhere in it. It
is no backup: “backup” keeps what “restore” needs.

  --place CODE   only what stands under the place with this code
  --json         print {"file", "bytes"} for machines`,
      `用法：npx hezuo export <文件.zip | 文件.xlsx> [--place 代码] [--json]

将全部数据写入一个文件：开放数据包（.zip：CSV 文件及说明）或供人阅读的工作簿（.xlsx，最多 20 万行）。
其中不含检查的答案。它不是备份：可恢复的备份请用 backup。

  --place 代码   只导出该代码地区及其下级
  --json         以机器可读形式输出 {"file", "bytes"}`,
    ),
  options: { place: { type: 'string' }, json: { type: 'boolean' } },
  positionals: 1,
  async run({ place, json }, [file, ...more]) {
    const kind = /\.(zip|xlsx)$/.exec(file ?? '')?.[1]
    if (!kind || more.length > 0)
      throw new WrongCall(
        said(
          'Name one file that ends in .zip or .xlsx: npx hezuo export hezuo.zip.',
          '请指定一个以 .zip 或 .xlsx 结尾的文件：npx hezuo export hezuo.zip。',
        ),
      )
    const bytes = await withInstance(
      async ({ database }) => {
        await migrate(database)
        const taken = await placeOf(database, place as string | undefined)
        const language = said('en', 'zh')
        const about = { language, say: readWords().say(language), now: new Date() }
        console.error(said('Reading …', '正在读取……'))
        return kind === 'zip'
          ? packageOf(database.kysely, taken, about)
          : workbookOf(database.kysely, taken, about)
      },
      { joins: true, isPatient: true },
    )
    writeFileSync(file, bytes)
    console.log(
      json
        ? JSON.stringify({ file, bytes: bytes.length })
        : said(`Wrote ${file} (${bytes.length} bytes).`, `已写入 ${file}（${bytes.length} 字节）。`),
    )
  },
}

async function placeOf({ kysely: db }: Database, code: string | undefined): Promise<Taken> {
  const day = dayOf(await readSettings(db), new Date())
  if (code === undefined) {
    const top = await topPlace(db)
    if (top) return { ...top, day }
    throw new StartRefusal(said('There is nothing to export yet.', '还没有可导出的内容。'))
  }
  const { rows } = await sql<
    Omit<Taken, 'day'>
  >`select id, code, names from registry.place where code = ${code}`.execute(db)
  if (!rows[0])
    throw new WrongCall(said(`There is no place with the code “${code}”.`, `没有代码为“${code}”的地区。`))
  return { ...rows[0], day }
}
