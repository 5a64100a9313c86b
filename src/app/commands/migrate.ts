// `hezuo migrate`: brings the database to the form that this version needs.
import { said } from '../../platform/embedded/refusal.ts'
import { migrate } from '../rooms.ts'
import type { Command } from './command.ts'
import { withInstance } from './instance.ts'

export const migrateCommand: Command = {
  summary: () => said('bring the database up to this version'),
  help: () =>
    said(`Usage: npx hezuo migrate [--json]

Brings the database to the form that this version needs; “start” does the same by itself.
The database is that of HEZUO_DATA (./data), or the server named by DATABASE_URL.

  --json   print {"applied": [names]} for machines`),
  options: { json: { type: 'boolean' } },
  positionals: 0,
  async run({ json }) {
    const { applied } = await withInstance(({ database }) => migrate(database))
    if (json) console.log(JSON.stringify({ applied }))
    else if (applied.length === 0) console.log(said('The database is up to date.'))
    else console.log(said('Applied: {what}.', { what: applied.join(', ') }))
  },
}
