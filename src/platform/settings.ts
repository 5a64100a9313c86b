// Settings of the whole instance, kept in the database so that every process sees the same.
import type { Day } from '../base/dates.ts'
import type { Db } from './database.ts'

type SettingTables = { 'platform.setting': { name: string; value: unknown } }

export type Settings = {
  /** The day that the programme lives in; null means the real one. A historical sample pins it. */
  pinnedDay: Day | null
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

/** The day as the programme sees it. */
export const dayOf = (settings: Settings, now: Date): Day =>
  settings.pinnedDay ?? now.toISOString().slice(0, 10)
