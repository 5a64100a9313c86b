// Where somebody sits in another class on the same days.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Inside } from '../classes/inside.ts'
import { classVisible } from '../programmes/queries.ts'

/** SQL: the days on which a class meets; all that its dates can mean while it has no timetable. */
const daysOf = (id: RawBuilder<unknown>, first: RawBuilder<unknown>, last: RawBuilder<unknown>) => sql`(
  select on_day as day from convene.session where class_id = ${id}
  union select generate_series(${first}, ${last}, interval '1 day')::date
    where not exists (select 1 from convene.session where class_id = ${id}))`

/**
 * SQL: the first other class in which the person is accepted and which meets on days of this one, with the first such day;
 * null where there is none. Its name only where the actor may see it.
 */
export const elsewhere = (ctx: Context, inside: Inside, person: RawBuilder<unknown>) => sql`(
  select json_build_object('names', case when ${classVisible(ctx)} then class.names end, 'day', min(theirs.day))
  from convene.nomination as other join convene.class as class on class.id = other.class_id
  cross join lateral ${daysOf(sql`class.id`, sql`class.first_day`, sql`class.last_day`)} as theirs
  where other.person_id = ${person} and other.state = 'accepted' and class.id <> ${inside.id}
    and class.first_day <= ${inside.lastDay}::date and class.last_day >= ${inside.firstDay}::date
    and theirs.day in ${daysOf(sql`${inside.id}::uuid`, sql`${inside.firstDay}::date`, sql`${inside.lastDay}::date`)}
  group by class.id order by min(theirs.day), class.id limit 1)`
