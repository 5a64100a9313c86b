// What can be imported: one description a kind, each in a file of its own, and this list of them.
import type { Kind } from './import-kind.ts'
import { appointments } from './import-kind-appointments.ts'
import { memberships } from './import-kind-memberships.ts'
import { organisations } from './import-kind-organisations.ts'
import { people } from './import-kind-people.ts'
import { places } from './import-kind-places.ts'
import { posts } from './import-kind-posts.ts'
import type { ImportKind } from './import-rules.ts'

export const kinds: Record<ImportKind, Kind> = {
  places: places as Kind,
  posts: posts as Kind,
  organisations: organisations as Kind,
  people: people as Kind,
  appointments: appointments as Kind,
  memberships: memberships as Kind,
}
