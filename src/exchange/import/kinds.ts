// What can be imported: one description a kind, each in a file of its own, and this list of them.
import type { Kind } from './kind.ts'
import { appointments } from './kind-appointments.ts'
import { memberships } from './kind-memberships.ts'
import { organisations } from './kind-organisations.ts'
import { people } from './kind-people.ts'
import { places } from './kind-places.ts'
import { posts } from './kind-posts.ts'
import type { ImportKind } from './rules.ts'

export const kinds: Record<ImportKind, Kind> = {
  places: places as Kind,
  posts: posts as Kind,
  organisations: organisations as Kind,
  people: people as Kind,
  appointments: appointments as Kind,
  memberships: memberships as Kind,
}
