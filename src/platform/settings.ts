// Settings of the whole instance, kept in the database so that every process sees the same.
import { type RawBuilder, sql } from 'kysely'
import { type Day, onClock } from '../base/dates.ts'
import type { Db } from './database.ts'

type SettingTables = { 'platform.setting': { name: string; value: unknown } }

export type Settings = {
  /** The day that the programme lives in; null means the real one. A historical sample pins it. */
  pinnedDay: Day | null
  /** Where the programme's day begins and ends, e.g. 'Asia/Shanghai'; null: by the machine's own clock. */
  timeZone: string | null
  /** Whether the sign-in page offers the cast of the sample by one click. */
  demo: boolean
  /** The pack whose sample data stand in the database, or null. */
  sample: string | null
  /** One person does everything here: what somebody submitted the same person may approve, and that is said. */
  onePerson: boolean
  /** How long things are kept, in days; what is not said is kept as usual. */
  retention: Record<string, number | null> | null
  /** The day on which what is older was last removed. */
  retentionRanOn: Day | null
  /** How often a backup is made by itself (0: never) and how many are kept; null where nobody has said. */
  backups: { everyHours: number; keep: number } | null
  /** What became of the last ones. */
  backupState: {
    made: { name: string; size: number; madeAt: string } | null
    failed: { at: string; why: string } | null
  } | null
}

const none: Settings = {
  timeZone: null,
  onePerson: false,
  retention: null,
  retentionRanOn: null,
  pinnedDay: null,
  demo: false,
  sample: null,
  backups: null,
  backupState: null,
}

export async function readSettings(db: Db): Promise<Settings> {
  const rows = await db.withTables<SettingTables>().selectFrom('platform.setting').selectAll().execute()
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.name, row.value])) }
}

export async function changeSettings(db: Db, changes: Partial<Settings>): Promise<void> {
  for (const [name, value] of Object.entries(changes)) {
    await db
      .withTables<SettingTables>()
      .insertInto('platform.setting')
      .values({ name, value: JSON.stringify(value) })
      .onConflict((on) => on.column('name').doUpdateSet({ value: JSON.stringify(value) }))
      .execute()
  }
}

export const zoneOfMachine = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC'

/** The time zone of the programme: the machine's own, as long as none is chosen. */
export const zoneOf = ({ timeZone }: Pick<Settings, 'timeZone'>): string => timeZone ?? zoneOfMachine

/** The day that a clock on the wall shows in a time zone; null: in the machine's own. */
const dayIn = (timeZone: string | null, now: Date): Day => onClock(now, zoneOf({ timeZone })).slice(0, 10)

/** Whether there is such a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    return dayIn(name, new Date()) !== ''
  } catch {
    return false
  }
}

/** The day as the programme sees it. */
export const dayOf = ({ pinnedDay, timeZone }: Pick<Settings, 'pinnedDay' | 'timeZone'>, now: Date): Day =>
  pinnedDay ?? dayIn(timeZone, now)

const setting = (name: keyof Settings) =>
  sql`(select value #>> '{}' from platform.setting where name = ${name})`

/** The same as SQL, for whoever reads it along with something else. */
export const programmeDay = (now: Date): RawBuilder<Day> => sql<Day>`coalesce(${setting('pinnedDay')}::date,
  (${now}::timestamptz at time zone coalesce(${setting('timeZone')}, ${zoneOfMachine}))::date)`
