// `hezuo migrate`: brings the database to the form that this version needs.
import { said } from '../../platform/embedded-postgres.ts'
import { migrate } from '../../platform/migrate.ts'
import type { Command } from './command.ts'
import { withInstance } from './instance.ts'

export const migrateCommand: Command = {
  summary: () => said('bring the database up to this version', '将数据库更新到本版本'),
  help: () =>
    said(
      `Usage: npx hezuo migrate [--json]

Brings the database to the form that this version needs; “start” does the same by itself.
The database is that of HEZUO_DATA (./data), or the server named by DATABASE_URL.

  --json   print {"applied": [names]} for machines`,
      `用法：npx hezuo migrate [--json]

将数据库更新到本版本所需的结构；start 命令也会自动执行。
数据库位于 HEZUO_DATA（默认 ./data），或为 DATABASE_URL 指定的服务器。

  --json   以机器可读形式输出 {"applied": [名称]}`,
    ),
  options: { json: { type: 'boolean' } },
  positionals: 0,
  async run({ json }) {
    const { applied } = await withInstance(({ database }) => migrate(database))
    if (json) console.log(JSON.stringify({ applied }))
    else if (applied.length === 0) console.log(said('The database is up to date.', '数据库已是最新。'))
    else console.log(said(`Applied: ${applied.join(', ')}.`, `已执行：${applied.join('、')}。`))
  },
}
