// `hezuo user`: the accounts, for whoever sits at the machine, such as an administrator who is locked out.
import { sql } from 'kysely'
import { addGrant, closeAccount, makeAccount, makeInvitation } from '../../access/accounts/actions.ts'
import { type ListedAccount, listAccounts } from '../../access/accounts/queries.ts'
import { loginPattern, type Role, roles } from '../../access/rules.ts'
import { findLogin } from '../../access/sessions/queries.ts'
import { newId } from '../../base/ids.ts'
import { nameIn } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { StartRefusal, said, terminalLanguage } from '../../platform/embedded/refusal.ts'
import { note } from '../../platform/journal.ts'
import { pageOf } from '../../platform/paging.ts'
import { dayOf, readSettings } from '../../platform/settings.ts'
import { accountsWithLink } from '../../registry/links/queries.ts'
import { placeNames } from '../../registry/places/queries.ts'
import { nationOf } from '../instance/instance.ts'
import { listeners, migrate } from '../rooms.ts'
import { baseUrlOf } from '../server/base-url.ts'
import { type Command, type Values, WrongCall } from './command.ts'
import { withInstance } from './instance.ts'

type Answer = { told: unknown; lines: string[] }
type Deed = (db: Db, login: string, values: Values) => Promise<Answer>

export const userCommand: Command = {
  summary: () => said('list accounts, add one, let somebody in again'),
  help: () =>
    said(
      `Usage: npx hezuo user list [--json]
       npx hezuo user add <sign-in name> --role <role> [--place <code>] [--name <name>] [--json]
       npx hezuo user grant <sign-in name> --role <role> [--place <code>] [--json]
       npx hezuo user reset <sign-in name> [--json]
       npx hezuo user end <sign-in name> [--json]

The accounts, for whoever sits at the machine; also while Hezuo runs. “add” opens an account with
a role over a place (the whole country unless --place gives the code of another) and prints a
one-time link, “grant” gives a further role to one that there is, “reset” prints a new link with
which a new password is chosen, “end” ends an account with its sessions, tokens and links. Links
end after seven days. The journal tells it.

Roles: {what}.
A planner draws up the plans of the place, a reviewer decides on those of the places below, a reader
reads.

  --json   print [{"login", "names", "state", "roles", "seenAt"}], or {"login", "link", "expiresAt"},
           {"granted", "role"} or {"ended"}, for machines`,
      { what: roles.join(', ') },
    ),
  options: {
    role: { type: 'string' },
    place: { type: 'string' },
    name: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: 2,
  async run(values, [verb = 'list', login, ...more]) {
    const deed = Object.hasOwn(deeds, verb) ? deeds[verb] : null
    if (!deed || more.length > 0 || (login === undefined) !== (verb === 'list'))
      throw new WrongCall(said('Say what to do with whom: npx hezuo user --help shows how.'))
    const { told, lines } = await withInstance(
      async ({ database }) => {
        await migrate(database)
        return database.kysely.transaction().execute((db) => deed(db, (login ?? '').toLowerCase(), values))
      },
      { joins: true },
    )
    if (values.json) console.log(JSON.stringify(told))
    else for (const line of lines) console.log(line)
  },
}

const deeds: Record<string, Deed> = { list, add, grant, reset, end }

async function list(db: Db): Promise<Answer> {
  const found: ListedAccount[] = []
  for (let after: string | null = ''; after !== null; ) {
    const rows = await listAccounts(db, () => sql<boolean>`true`, { after })
    const { page, next } = pageOf(rows, ({ login }) => [login])
    found.push(...page)
    after = next
  }
  const names = await placeNames(db, [
    ...new Set(found.flatMap((one) => one.grants.map((grant) => grant.placeId))),
  ])
  const invited = await accountsWithLink(
    db,
    found.filter(({ hasWayIn }) => !hasWayIn).map(({ id }) => id),
    dayOf(await readSettings(db), new Date()),
  )
  const told = found.map((one) => ({
    login: one.login,
    names: one.names,
    state: one.hasWayIn ? 'active' : one.isCast ? 'cast' : invited.has(one.id) ? 'invited' : 'shut',
    roles: one.grants
      .filter((grant) => grant.isLiving)
      .map((grant) => ({ role: grant.role, place: names.get(grant.placeId) ?? null })),
    seenAt: one.seenAt,
  }))
  const language = terminalLanguage()
  const lines = told.map(({ login, names, state, roles: held }) =>
    [
      login.padEnd(24),
      state.padEnd(8),
      nameIn(names, language),
      ...held.map(({ role, place }) => `${role} ${place ? nameIn(place, language) : ''}`),
    ].join('  '),
  )
  return { told, lines }
}

async function add(db: Db, login: string, { role, place, name }: Values): Promise<Answer> {
  const given = roleOf(role)
  if (!new RegExp(loginPattern).test(login))
    throw new WrongCall(said('“{login}” is no sign-in name: letters, figures, . _ and - only.', { login }))
  const { rows } = await sql`select 1 from access.account where login = ${login}`.execute(db)
  if (rows.length > 0) throw new StartRefusal(said('The sign-in name {login} is taken.', { login }))
  const placeId = await placeOf(db, place)
  const id = newId()
  const called = String(name ?? login)
  const now = new Date()
  await makeAccount(db, { id, login, names: { zh: called, en: called }, personId: null }, now)
  await addGrant(db, id, { role: given, placeId }, now)
  await tell(db, 'account.opened', id, { role: given })
  return letIn(db, id, login, now)
}

function roleOf(role: unknown): Role {
  const found = roles.find((one) => one === role)
  if (!found) throw new WrongCall(said('Give a role: {what}.', { what: roles.join(', ') }))
  return found
}

async function placeOf(db: Db, code: unknown): Promise<string> {
  if (code === undefined) return nationOf(db)
  const { rows } = await sql<{
    id: string
  }>`select id from registry.place where code = ${String(code)}`.execute(db)
  if (!rows[0])
    throw new StartRefusal(said('There is no place with the code {code}.', { code: String(code) }))
  return rows[0].id
}

async function accountOf(db: Db, login: string): Promise<string> {
  const found = await findLogin(db, login)
  if (!found) throw new StartRefusal(said('There is no account {login}.', { login }))
  return found.id
}

/** A further role for an account, such as the first administrator's own: in the browser nobody grants himself one. */
async function grant(db: Db, login: string, { role, place }: Values): Promise<Answer> {
  const id = await accountOf(db, login)
  const given = roleOf(role)
  await addGrant(db, id, { role: given, placeId: await placeOf(db, place) }, new Date())
  await tell(db, 'role.given', id, { role: given })
  return {
    told: { granted: login, role: given },
    lines: [said('{login} has the role {role} now.', { login, role: given })],
  }
}

async function reset(db: Db, login: string): Promise<Answer> {
  const id = await accountOf(db, login)
  await tell(db, 'invitation.made', id, {})
  return letIn(db, id, login, new Date())
}

async function letIn(db: Db, id: string, login: string, now: Date): Promise<Answer> {
  const { secret, expiresAt } = await makeInvitation(db, id, null, now)
  const link = `${baseUrlOf()}/invite/${secret}`
  return {
    told: { login, link, expiresAt },
    lines: [said('{login} comes in once by {link}', { login, link })],
  }
}

async function end(db: Db, login: string): Promise<Answer> {
  const id = await accountOf(db, login)
  await closeAccount(db, id, new Date())
  await tell(db, 'account.ended', id, {})
  return { told: { ended: login }, lines: [said('{login} has ended.', { login })] }
}

/** The journal knows that it was done at the machine, by nobody with an account. */
const tell = (db: Db, verb: string, id: string, detail: Record<string, unknown>): Promise<void> =>
  note(
    { db, now: new Date(), listeners, actor: null },
    { verb, kind: 'account', id, detail: { ...detail, atMachine: true } },
  )
