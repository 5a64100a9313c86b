// `hezuo doctor`: looks an instance over and says what to do.
import { said } from '../../platform/embedded/refusal.ts'
import { examine, type Finding } from '../doctor/doctor.ts'
import type { Command } from './command.ts'
import { withInstance } from './instance.ts'

export const doctorCommand: Command = {
  summary: () => said('look the instance over and say what to do'),
  help: () =>
    said(`Usage: npx hezuo doctor [--json]

Looks over database, migrations, stored totals, the tree of places, files, disk, backups and
clocks, also while Hezuo runs, and changes nothing. Each line says ok, warning or fault, and
what to do. The exit code is 1 where there is a fault.

  --json   print [{"check", "state", "text", "todo"}] for machines`),
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
  ok: said('ok'),
  warning: said('warning'),
  fault: said('fault'),
})

const lineOf = ({ check, state, text, todo }: Finding): string =>
  `${states()[state].padEnd(7)}  ${check.padEnd(10)} ${text}${todo ? `\n${' '.repeat(20)} → ${todo}` : ''}`
