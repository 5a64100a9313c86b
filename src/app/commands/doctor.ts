// `hezuo doctor`: looks an instance over and says what to do.
import { said } from '../../platform/embedded-postgres.ts'
import { examine, type Finding } from '../doctor.ts'
import type { Command } from './command.ts'
import { withInstance } from './instance.ts'

export const doctorCommand: Command = {
  summary: () => said('look the instance over and say what to do', '检查实例并说明应做什么'),
  help: () =>
    said(
      `Usage: npx hezuo doctor [--json]

Looks over database, migrations, stored totals, the tree of places, files, disk, backups and
clocks, also while Hezuo runs, and changes nothing. Each line says ok, warning or fault, and
what to do. The exit code is 1 where there is a fault.

  --json   print [{"check", "state", "text", "todo"}] for machines`,
      `用法：npx hezuo doctor [--json]

检查数据库、数据库更新、存储的合计、地区树、文件、磁盘、备份和时钟；合作运行时也可执行，不作任何更改。
每行标明正常、警告或故障以及应做什么。有故障时退出代码为 1。

  --json   以机器可读形式输出 [{"check", "state", "text", "todo"}]`,
    ),
  options: { json: { type: 'boolean' } },
  positionals: 0,
  async run({ json }) {
    const findings = await withInstance(
      ({ database, dataFolder, databaseFolder }) => examine({ database, dataFolder, databaseFolder }),
      { joins: true, isPatient: true },
    )
    if (json) console.log(JSON.stringify(findings))
    else for (const finding of findings) console.log(lineOf(finding))
    if (findings.some((finding) => finding.state === 'fault')) process.exitCode = 1
  },
}

const states = (): Record<Finding['state'], string> => ({
  ok: said('ok     ', '正常'),
  warning: said('warning', '警告'),
  fault: said('fault  ', '故障'),
})

const lineOf = ({ check, state, text, todo }: Finding): string =>
  `${states()[state]}  ${check.padEnd(10)} ${text}${todo ? `\n${' '.repeat(20)} → ${todo}` : ''}`
