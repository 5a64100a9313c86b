// What a command of the command line consists of.
import type { ParseArgsOptionsConfig } from 'node:util'
import { StartRefusal } from '../../platform/embedded/refusal.ts'

export type Values = Record<string, string | boolean | undefined>

export type Command = {
  summary(): string
  help(): string
  options: ParseArgsOptionsConfig
  /** How many words may follow that are not options. */
  positionals: number
  run(values: Values, positionals: string[]): Promise<void>
}

/** The command was called wrongly: exit code 2. */
export class WrongCall extends StartRefusal {}
