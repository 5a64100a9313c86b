// The command line: finds the command, shows help, and turns every outcome into a line and an exit code.
// 0: it worked. 1: it could not. 2: it was called wrongly.
import { parseArgs } from 'node:util'
import { StartRefusal, said } from '../../platform/embedded/refusal.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { benchCommand } from './bench.ts'
import { type Command, WrongCall } from './command.ts'
import { doctorCommand } from './doctor.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { migrateCommand } from './migrate.ts'
import { seedCommand } from './seed.ts'
import { startCommand } from './start.ts'
import { userCommand } from './user.ts'

const commands: Record<string, Command> = {
  start: startCommand,
  seed: seedCommand,
  import: importCommand,
  user: userCommand,
  doctor: doctorCommand,
  backup: backupCommand,
  restore: restoreCommand,
  migrate: migrateCommand,
  export: exportCommand,
  bench: benchCommand,
}

function helpOfAll(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary()}`)
  return [
    said('Usage: npx hezuo <command> [options]'),
    '',
    ...lines,
    '',
    said('npx hezuo <command> --help says more about each.'),
  ].join('\n')
}

async function run(args: string[]): Promise<void> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(helpOfAll())
    if (name === undefined) process.exitCode = 2
    return
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : null
  if (!command)
    throw new WrongCall(said('There is no command “{name}”: npx hezuo --help lists them.', { name }))
  const { values, positionals } = read(name, command, rest)
  if (values.help) console.log(command.help())
  else await command.run(values, positionals)
}

function read(name: string, command: Command, args: string[]) {
  try {
    return parseArgs({
      args,
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: command.positionals > 0,
    })
  } catch (error) {
    const what = (error as Error).message.split('. ')[0]
    throw new WrongCall(said('{what}: npx hezuo {name} --help shows what can be given.', { what, name }))
  }
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error
  console.error(error.message)
  process.exitCode = error instanceof WrongCall ? 2 : 1
}
// Nothing is left to do: a handle that somebody forgot must not keep the terminal waiting.
process.exit()
