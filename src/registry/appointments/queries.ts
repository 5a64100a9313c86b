// Who holds which post when.
import { sql } from 'kysely'
import type { Day } from '../../base/dates.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { tables } from '../queries.ts'

export type Holding = {
  appointmentId: string
  postId: string
  organisationId: string
  /** where the organisation is, as of the registry */
  placeId: string
  fromOn: Day
  toOn: Day
}

/** The appointments that a person holds on a day. */
export async function appointmentsOn(db: Db, personId: string, day: Day): Promise<Holding[]> {
  return tables(db)
    .selectFrom('registry.appointment as a')
    .innerJoin('registry.organisation as o', 'o.id', 'a.organisation_id')
    .select([
      'a.id as appointmentId',
      'a.post_id as postId',
      'a.organisation_id as organisationId',
      'o.place_id as placeId',
      'a.from_on as fromOn',
      'a.to_on as toOn',
    ])
    .where('a.person_id', '=', personId)
    .where('a.from_on', '<=', day)
    .where('a.to_on', '>', day)
    .execute()
}

/** The posts that people hold on a day, by person. */
export async function postNamesOf(
  db: Db,
  personIds: readonly string[],
  day: Day,
): Promise<Map<string, Names[]>> {
  const { rows } = await sql<{ personId: string; posts: Names[] }>`
    select a.person_id as "personId", json_agg(p.names order by a.from_on, a.id) as posts
    from registry.appointment as a join registry.post as p on p.id = a.post_id
    where a.person_id = any(${[...personIds]}::uuid[]) and a.from_on <= ${day}::date and a.to_on > ${day}::date
    group by a.person_id`.execute(db)
  return new Map(rows.map((row) => [row.personId, row.posts]))
}
