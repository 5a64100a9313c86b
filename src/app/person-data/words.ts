// What the columns of the rooms are called on the page of what is held about a person, and what stands in them: what
// all rooms say alike, and what each says of its own.
import { msg } from '../../base/words.ts'
import { verbWords } from '../journal/words.ts'
import { imports, rooms } from '../rooms.ts'

const held = rooms.flatMap((room) => room.heldWords ?? [])

export const columnWords: Record<string, string> = {
  id: msg('What it is called'),
  code: msg('Code'),
  names: msg('Full name'),
  name: msg('Title'),
  ...Object.assign({}, ...held.map(({ columns }) => columns)),
  state: msg('State'),
  on_day: msg('Day'),
  kind: msg('Kind'),
  reason: msg('Reason'),
  note: msg('Note'),
  illustrative: msg('Illustrative'),
  verb: msg('What was done'),
  at: msg('When'),
  made_on: msg('Entered on'),
  made_at: msg('Entered on'),
  received_at: msg('Received'),
  decided_at: msg('Decided'),
  seen_at: msg('Last seen'),
  used_at: msg('Used'),
  expires_at: msg('Runs out'),
  done_at: msg('Done'),
  ended_at: msg('Ended'),
}

/** By column: what its values are called. */
export const valueWords: Record<string, Record<string, string>> = {}
for (const values of [
  { kind: Object.fromEntries(imports.map(({ name, title }) => [name, title])), verb: verbWords },
  ...held.map(({ values }) => values ?? {}),
])
  for (const [column, words] of Object.entries(values))
    valueWords[column] = { ...valueWords[column], ...words }

/** What rows about a person say of somebody else by name. */
export const ofOthers: readonly string[] = held.flatMap(({ others = [] }) => others)

/** Columns of codes, each with the table of their names. */
export const codeTables: readonly (readonly [column: string, table: string])[] = held.flatMap(
  ({ codes = {} }) => Object.entries(codes),
)
