// Who may do what: roles by place subtree. Pure; the same on the phone (to leave out what would be refused) and on the
// server (which decides). A room asks `may` with the ancestors of the place concerned; access knows no tree itself.
import { type Finding, finding, Problem } from '../base/problems.ts'
import { msg } from '../base/words.ts'

/** Called after what they do, so that they hold for programmes of whatever levels; on screens as `roleNames` says. */
export const roles = [
  'administrator',
  'reviewer',
  'planner',
  'trainer',
  'presenter',
  'trainee',
  'reporter',
  'reader',
] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  administrator: msg('administrator'),
  reviewer: msg('{reviewer} officer'),
  planner: msg('{planner} officer'),
  trainer: msg('trainer'),
  presenter: msg('presenter'),
  trainee: msg('trainee'),
  reporter: msg('reporter'),
  reader: msg('reader'),
}

const everyone: readonly Role[] = roles
// Whoever administers does what these do, but for plans, commitments and reports.
const reviewers: readonly Role[] = ['administrator', 'reviewer']
const planners: readonly Role[] = [...reviewers, 'planner']
const readers: readonly Role[] = [...planners, 'reader']
const trainers: readonly Role[] = [...reviewers, 'trainer']

/** verb → the roles that have it over the places they hold it for. */
export const verbs = {
  'account.read': reviewers,
  'account.change': reviewers,
  'instance.change': ['administrator'],
  'journal.read': reviewers,
  // Programs elsewhere hear what the journal says: whoever adds one must be able to read it.
  'webhook.change': reviewers,
  'import.read': ['administrator'],
  'import.make': planners,
  // Registers and plans of a place as files, people and their posts among them.
  'export.make': planners,
  'place.change': reviewers,
  'list.change': ['administrator'],
  'organisation.read': [...readers, 'trainer', 'presenter', 'reporter', 'trainee'],
  'organisation.change': planners,
  'person.read': [...planners, 'trainer'],
  'person.change': planners,
  'person.data': reviewers,
  'membership.read': [...planners, 'trainer'],
  'membership.change': planners,
  // What a place above publishes to those below it: classes, policies, cases, cards.
  'class.read': everyone,
  'class.change': reviewers,
  'nomination.read': [...planners, 'trainer', 'reader'],
  'nomination.make': planners,
  'nomination.decide': reviewers,
  'attendance.record': trainers,
  'study.read': everyone,
  'study.change': trainers,
  'check.figures': [...trainers, 'planner', 'reader'],
  'case.read': everyone,
  'case.write': [...trainers, 'presenter'],
  'case.publish': reviewers,
  'case.verify': trainers,
  'case.ask': everyone,
  'card.read': everyone,
  'card.change': trainers,
  'round.change': trainers,
  'round.figures': [...trainers, 'planner', 'reader'],
  'plan.read': [...readers, 'reporter', 'trainee'],
  'plan.write': ['planner'],
  'plan.review': ['reviewer'],
  'commitment.read': [...readers, 'reporter', 'trainee'],
  'commitment.make': ['planner', 'trainee', 'reporter'],
  'report.read': [...readers, 'reporter', 'trainee'],
  'report.make': ['planner', 'reporter'],
  'report.verify': ['reviewer'],
  'roll_up.read': [...readers, 'trainer', 'reporter', 'trainee'],
  'period.change': reviewers,
} satisfies Record<string, readonly Role[]>

export type Verb = keyof typeof verbs

export type Grant = { role: Role; placeId: string }

/**
 * Somebody signed in, or a machine with somebody's token. `path` holds the granted places and all that stand above
 * them, as of today.
 */
export type Actor = {
  accountId: string
  /** null under a token */
  sessionId: string | null
  /** null under a token: a machine acts by the roles, never as the person. */
  personId: string | null
  grants: Grant[]
  path: string[]
  /** the token that a machine acts under */
  tokenId?: string
}

/** The session that asks. Calls that need one are declared 'in-person', so that no token gets this far. */
export function sessionOf(actor: Actor): string {
  if (actor.sessionId === null) throw new Problem('not-permitted')
  return actor.sessionId
}

/** The roles that have a verb over the places they are held for. */
export const rolesWith = (verb: Verb): readonly Role[] => verbs[verb]

/** The places whose subtrees the actor holds the verb over; empty means nowhere. */
export function scopes(actor: Actor, verb: Verb): string[] {
  const allowed = rolesWith(verb)
  return [
    ...new Set(actor.grants.filter((grant) => allowed.includes(grant.role)).map((grant) => grant.placeId)),
  ]
}

/** Whether the actor holds the verb over a place, given that place's ancestors (itself included). */
export function may(actor: Actor, verb: Verb, ancestors: readonly string[]): boolean {
  return scopes(actor, verb).some((placeId) => ancestors.includes(placeId))
}

/** Refuses with 'not-permitted'. Ask only about records the actor may see: others are 'not-found' before. */
export function must(actor: Actor, verb: Verb, ancestors: readonly string[]): void {
  if (!may(actor, verb, ancestors)) throw new Problem('not-permitted')
}

/** Refuses an actor who holds the verb nowhere, before anything is looked up. */
export function mustSomewhere(actor: Actor, verb: Verb): void {
  if (scopes(actor, verb).length === 0) throw new Problem('not-permitted')
}

/** Whether the actor may give a role over a place: only an administrator makes another one. */
export function mayGrant(actor: Actor, role: Role, ancestors: readonly string[]): boolean {
  if (!may(actor, 'account.change', ancestors)) return false
  return role !== 'administrator' || may(actor, 'instance.change', ancestors)
}

export const shortestPassword = 10
const weak = ['password', '1234567890', 'qwertyuiop', '0123456789', '1q2w3e4r5t', '123456789']
/** What everybody here has in mind: a password of nothing but these, figures and signs is guessed at once. */
const nearby =
  /administrator|admin|officer|cooperatives?|hezuoshe|hezuo|xuchang|luohe|password|合作社|合作|干部|许昌|漯河|密码/g

/** Whether next to nothing is left without those words. */
const isNearby = (plain: string) => {
  const rest = plain.replace(nearby, '')
  return rest !== plain && rest.replace(/[^\p{L}]/gu, '').length < 4
}

/** What speaks against a password; length is what counts, so nothing else is asked of it. */
export function passwordFindings(password: string, login: string, pointer = '/password'): Finding[] {
  const letters = [...password]
  if (letters.length < shortestPassword) {
    return [
      finding(
        pointer,
        'short',
        msg('A password needs at least {n} characters. Several words are easy to remember.'),
        {
          n: shortestPassword,
        },
      ),
    ]
  }
  const plain = password.toLowerCase()
  const isPlain =
    new Set(letters).size < 4 ||
    weak.some((one) => plain.startsWith(one)) ||
    plain.includes(login.toLowerCase()) ||
    isNearby(plain)
  return isPlain ? [finding(pointer, 'weak', msg('This password is easy to guess.'))] : []
}

/**
 * How often one may fail to sign in within `failureMinutes`: for one sign-in name at one address, and from one address.
 */
export const failuresByLogin = 5
export const failuresByAddress = 50
/** For one sign-in name from all addresses together: against guessing from many at once. */
export const failuresEverywhere = 100
export const failureMinutes = 5

/** A sign-in name: what can be typed on any keyboard. */
export const loginPattern = '^[a-z0-9][a-z0-9._-]{1,39}$'
