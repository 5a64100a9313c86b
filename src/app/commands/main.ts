// The command line: finds the command, shows help, and turns every outcome into a line and an exit code.
// 0: it worked. 1: it could not. 2: it was called wrongly.
import { parseArgs } from 'node:util'
import { StartRefusal, said } from '../../platform/embedded/refusal.ts'
import { errorInLog } from '../../platform/log.ts'
import { keepRoomSmall } from '../../platform/memory.ts'
import { type Command, WrongCall } from './command.ts'

/** Each with what it needs is loaded where it is called: one of them runs for months. */
const commands: Record<string, () => Promise<Command>> = {
  start: async () => {
    keepRoomSmall()
    return (await import('./start.ts')).startCommand
  },
  seed: async () => (await import('./seed.ts')).seedCommand,
  import: async () => (await import('./import.ts')).importCommand,
  user: async () => (await import('./user.ts')).userCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./backup.ts')).restoreCommand,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  bench: async () => (await import('./bench.ts')).benchCommand,
}

async function helpOfAll(): Promise<string> {
  const lines = []
  for (const [name, load] of Object.entries(commands))
    lines.push(`  ${name.padEnd(9)} ${(await load()).summary()}`)
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
    console.log(await helpOfAll())
    if (name === undefined) process.exitCode = 2
    return
  }
  const command = Object.hasOwn(commands, name) ? await commands[name]() : null
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
  // A fault of the program itself is told whole, but for the values that the database was given.
  console.error(error instanceof StartRefusal ? error.message : errorInLog(error))
  process.exitCode = error instanceof WrongCall ? 2 : 1
}
// Nothing is left to do: a handle that somebody forgot must not keep the terminal waiting.
process.exit()
