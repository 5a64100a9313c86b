// The registry's own rows that name a person or a unit, or are kept of a place. The forms that a unit had stay its own.
import { sql } from 'kysely'
import { type Finding, finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import type { Db } from '../platform/database.ts'
import { declareNaming, type Pair } from '../platform/naming.ts'
import { unitsAbove } from './organisations/queries.ts'
import { isWithin } from './organisations/rules.ts'
import type { RegistryTables } from './tables.ts'

const appointment = { table: 'registry.appointment', what: msg('Appointments') } as const
const lineage = { table: 'registry.organisation_lineage', what: msg('Entries of lineage') } as const
const earlier = msg('Earlier twins')

export const naming = declareNaming<RegistryTables>()(
  [
    {
      of: 'place',
      table: 'registry.organisation',
      column: 'place_id',
      key: ['id'],
      what: msg('Organisations'),
      called: 't.names',
      href: "'/organisations/' || t.id",
    },
    {
      of: 'place',
      table: 'registry.person',
      column: 'place_id',
      key: ['id'],
      what: msg('Persons'),
      called: 't.names',
      href: "'/people/' || t.id",
    },
    {
      of: 'place',
      table: 'registry.place_parent',
      column: 'parent_id',
      key: ['place_id', 'from_on'],
      own: 'place_id',
      what: msg('Places under it'),
      called: '(select place.names from registry.place where place.id = t.place_id)',
      href: "'/places/' || t.place_id",
    },
    {
      of: 'place',
      table: 'registry.twin',
      column: 'place_id',
      key: ['id'],
      what: msg('Two entries made one'),
    },
    {
      of: 'place',
      table: 'registry.not_twin',
      column: 'place_id',
      key: ['first_id', 'second_id'],
      what: msg('Two entries said to be different'),
    },
    { ...appointment, key: ['id'], of: 'person', column: 'person_id' },
    { ...appointment, key: ['id'], of: 'organisation', column: 'organisation_id' },
    { ...appointment, key: ['id'], of: 'post', column: 'post_id' },
    { ...lineage, key: ['id'], of: 'organisation', column: 'from_organisation_id' },
    { ...lineage, key: ['id'], of: 'organisation', column: 'to_organisation_id' },
    {
      of: 'organisation',
      table: 'registry.organisation',
      column: 'parent_id',
      key: ['id'],
      own: 'id',
      what: msg('Units that are a part of it'),
    },
    { of: 'person', table: 'registry.person', column: 'kept_as', key: ['id'], what: earlier },
    { of: 'organisation', table: 'registry.organisation', column: 'kept_as', key: ['id'], what: earlier },
  ],
  {
    conflicts: async (db, pair) => [
      ...(await sameSeat(db, pair)),
      ...(pair.subject === 'organisation' ? await apart(db, pair) : []),
    ],
  },
)

type Seat = { post: Names; first: Names; second: Names }

/** A post for one would have two holders, or one person two appointments to it, in the same days. */
async function sameSeat(db: Db, { subject, from, to }: Pair): Promise<Finding[]> {
  const own = sql.ref(subject === 'person' ? 'person_id' : 'organisation_id')
  const other = sql.ref(subject === 'person' ? 'organisation_id' : 'person_id')
  const { rows } = await sql<Seat>`
    select post.names as post, one.names as first, two.names as second
    from (select *, ${own} as own, ${other} as other from registry.appointment) as a
    join (select *, ${own} as own, ${other} as other from registry.appointment) as b
      on a.own = ${from} and b.own = ${to} and a.post_id = b.post_id
        and a.from_on < b.to_on and b.from_on < a.to_on
        and ${subject === 'person' ? sql`a.other = b.other` : sql`a.other <> b.other`}
    join registry.post on post.id = a.post_id and post.single_seat
    join registry.person as one on one.id = a.person_id join registry.person as two on two.id = b.person_id
    order by post.code`.execute(db)
  const why = msg('{first} and {second} both hold the post “{post}” in the same days.')
  return rows.map(({ post, first, second }) => finding('', 'same-seat', why, { first, second, post }))
}

type Unit = { isLinked: boolean; isOneMerged: boolean; isElsewhere: boolean; parts: number }

/** What the registers say of two units that one unit cannot be. */
async function apart(db: Db, { from, to }: Pair): Promise<Finding[]> {
  const { rows } = await sql<Unit>`
    select exists (select 1 from registry.organisation_lineage as l where (l.from_organisation_id, l.to_organisation_id)
        in ((a.id, b.id), (b.id, a.id))) as "isLinked",
      (a.status = 'merged') <> (b.status = 'merged') as "isOneMerged", a.place_id <> b.place_id as "isElsewhere",
      (select count(*)::int from registry.organisation as part where part.parent_id = a.id) as parts
    from registry.organisation as a, registry.organisation as b where a.id = ${from} and b.id = ${to}`.execute(
    db,
  )
  const { rows: strange } = await sql<{ names: Names; post: Names }>`
    select person.names, post.names as post from registry.appointment as a join registry.post on post.id = a.post_id
    join registry.person on person.id = a.person_id join registry.organisation as kept on kept.id = ${to}
    where a.organisation_id = ${from} and not kept.form = any(post.forms) order by a.id`.execute(db)
  const partOf = await unitsAbove(db, [from, to])
  const isPart = isWithin(partOf, from, to) || isWithin(partOf, to, from)
  const [{ isLinked, isOneMerged, isElsewhere, parts }] = rows
  const found: [boolean, string, string][] = [
    [isPart, 'part', msg('One of them is entered as a part of the other.')],
    [isLinked, 'lineage', msg('The history of the units links the two: they stood beside each other.')],
    [isOneMerged, 'merged', msg('One of them went into another unit, the other did not.')],
    [isElsewhere && parts > 0, 'parts', msg('Other units of its place are a part of the one that would go.')],
  ]
  const unfit = msg('{person} holds the post “{post}”, which the form of the other unit does not have.')
  return [
    ...found.flatMap(([is, code, why]) => (is ? finding('', code, why) : [])),
    ...strange.map(({ names, post }) => finding('', 'post', unfit, { person: names, post })),
  ]
}
