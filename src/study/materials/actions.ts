// What people do with study materials: add, give it its file, take away.
import type { Context } from '../../access/context.ts'
import { type FileKind, kindOf, mediaTypes } from '../../base/file-kinds.ts'
import { newId } from '../../base/ids.ts'
import { finding, notFound, Problem, refuseIf, unwrittenFindings } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { getClass } from '../../convene/programmes/queries.ts'
import type { ConveneTables } from '../../convene/tables.ts'
import type { Reading } from '../../platform/database.ts'
import type { Reply } from '../../platform/http.ts'
import { note } from '../../platform/journal.ts'
import { mustChange } from '../policies/actions.ts'
import { published, publisherOf, searchClauses } from '../queries.ts'
import type { StudyTables } from '../tables.ts'
import type { MaterialKind } from './rules.ts'

const tables = (ctx: Context) => ctx.db.withTables<StudyTables & Reading<ConveneTables>>()

type Entry = {
  kind: MaterialKind
  title: Names
  text: Names | null
  classId: string | null
  sessionId: string | null
  clauseId: string | null
}

/** Adds a material to what the writer's place publishes, perhaps for one class, one of its sessions, or at a clause. */
export async function makeMaterial(
  ctx: Context,
  entry: Entry,
  illustrative = false,
): Promise<{ id: string }> {
  const publisher = await publisherOf(ctx, 'study.change')
  if (!publisher) throw new Problem('not-permitted')
  const findings = unwrittenFindings('/title', entry.title)
  if (entry.classId) await getClass(ctx, entry.classId)
  if (entry.sessionId) {
    const session = await tables(ctx)
      .selectFrom('convene.session')
      .select('class_id')
      .where('id', '=', entry.sessionId)
      .executeTakeFirst()
    if (!session || session.class_id !== entry.classId) {
      findings.push(finding('/sessionId', 'unknown', msg('The class has no such session.')))
    }
  }
  if (entry.clauseId && (await searchClauses(ctx, { clauseId: entry.clauseId })).length === 0) {
    findings.push(finding('/clauseId', 'unknown', msg('There is no such clause.')))
  }
  refuseIf(findings)
  const id = newId()
  await tables(ctx)
    .insertInto('study.material')
    .values({
      id,
      programme_id: publisher.programmeId,
      place_id: publisher.placeId,
      kind: entry.kind,
      title: entry.title,
      text: entry.text,
      class_id: entry.classId,
      session_id: entry.sessionId,
      clause_id: entry.clauseId,
      illustrative,
      on_day: ctx.today,
    })
    .execute()
  await note(ctx, { verb: 'material.made', kind: 'material', id, placeId: publisher.placeId })
  return { id }
}

async function seenMaterial(ctx: Context, materialId: string) {
  const row = await tables(ctx)
    .selectFrom('study.material as m')
    .select(['m.id', 'm.place_id', 'm.file_sha256', 'm.file_name', 'm.file_kind'])
    .where('m.id', '=', materialId)
    .where(published(ctx, 'm.place_id'))
    .executeTakeFirst()
  if (!row) throw notFound(materialId)
  return row
}

/** Keeps the file. Refuses what its content does not show to be one of the accepted kinds, whatever its name says. */
export async function changeMaterialFile(
  ctx: Context,
  materialId: string,
  name: string,
  bytes: Uint8Array,
): Promise<{ id: string }> {
  const material = await seenMaterial(ctx, materialId)
  await mustChange(ctx, material.place_id)
  const kind: FileKind | null = bytes instanceof Uint8Array ? kindOf(bytes) : null
  if (!kind) {
    const text = msg('The file is none of PDF, PNG, JPEG, WebP or plain text in UTF-8.')
    throw new Problem('invalid', { text, errors: [finding('', 'file', text)] })
  }
  const { sha256, size } = await ctx.files.keep(bytes)
  await tables(ctx)
    .updateTable('study.material')
    .set({ file_sha256: sha256, file_name: name, file_kind: kind, file_size: size })
    .where('id', '=', materialId)
    .execute()
  await note(ctx, {
    verb: 'material.file-put',
    kind: 'material',
    id: materialId,
    placeId: material.place_id,
    detail: { sha256 },
  })
  return { id: materialId }
}

/** The file of a material, for whoever may see it. Asks nobody: whoever sees the material may read its file. */
export async function readMaterialFile(ctx: Context, materialId: string, reply: Reply): Promise<Buffer> {
  const { file_sha256, file_name, file_kind } = await seenMaterial(ctx, materialId)
  if (!file_sha256 || !file_name || !file_kind) throw notFound()
  const bytes = await ctx.files.open(file_sha256)
  reply.file(file_name, mediaTypes[file_kind])
  return bytes
}

/** Takes the material away; its file stays in the data folder, where others may point to the same one. */
export async function removeMaterial(ctx: Context, materialId: string): Promise<{ id: string }> {
  const material = await seenMaterial(ctx, materialId)
  await mustChange(ctx, material.place_id)
  await tables(ctx).deleteFrom('study.material').where('id', '=', materialId).execute()
  await note(ctx, { verb: 'material.dropped', kind: 'material', id: materialId, placeId: material.place_id })
  return { id: materialId }
}
