// Files that people hand in (materials, evidence), kept in the data folder under the SHA-256 of their content: the
// same file is kept once, and what is read back is what was handed in.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { notFound } from '../base/problems.ts'

export type StoredFile = { sha256: string; size: number }

/** What a request may do with files; `ctx.files`. */
export type Files = {
  /** Keeps the bytes durably and says under which hash. */
  keep(bytes: Uint8Array): Promise<StoredFile>
  /** The bytes of a kept file, or 'not-found'; whoever asks has decided before that the reader may see them. */
  open(sha256: string): Promise<Buffer>
  /** Removes what no record names and nobody handed in since `before`. */
  removeAllBut(named: ReadonlySet<string>, before: Date): Promise<void>
}

export const openFiles = (dataFolder: string): Files => ({
  keep: (bytes) => keepFile(dataFolder, bytes),
  open: (sha256) => openFile(dataFolder, sha256),
  removeAllBut: (named, before) => removeFiles(dataFolder, named, before),
})

/** Where a file of that hash lies, or would lie. */
export const pathOf = (dataFolder: string, sha256: string): string =>
  join(dataFolder, 'files', sha256.slice(0, 2), sha256)

/**
 * Keeps the bytes; they are on the disk, synced, before this resolves. A file that is there already stays as it is,
 * unless the disk has damaged it: then it is whole again, as of now.
 */
export async function keepFile(dataFolder: string, bytes: Uint8Array): Promise<StoredFile> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const kept = { sha256, size: bytes.length }
  const path = pathOf(dataFolder, sha256)
  const folder = dirname(path)
  const before = await readFile(path).catch(() => null)
  if (before?.equals(bytes) && (await handIn(path))) return kept
  await mkdir(folder, { recursive: true })
  // Written beside and renamed: nobody ever reads half a file, and two who bring the same one do not collide.
  const beside = join(folder, `.${sha256}.${randomUUID()}`)
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
    await syncFolder(folder)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  return kept
}

/** After a power cut the name must still lead to the file. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Dates a kept file to now, so that a removal under way leaves it; false where one has taken it already. */
async function handIn(path: string): Promise<boolean> {
  const now = new Date()
  return utimes(path, now, now).then(
    () => true,
    () => false,
  )
}

/** Removes the files that are not named and were last handed in before the instant, half-written ones included. */
export async function removeFiles(
  dataFolder: string,
  named: ReadonlySet<string>,
  before: Date,
): Promise<void> {
  const all = join(dataFolder, 'files')
  const found = await readdir(all, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of found) {
    if (!entry.isFile() || named.has(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    // A half-written one may just have got its name.
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (mtimeMs < before.getTime()) await rm(path, { force: true })
  }
}

/** Reads a kept file and holds it against its name: a damaged file is an error, never served. */
export async function openFile(dataFolder: string, sha256: string): Promise<Buffer> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw notFound()
  const bytes = await readFile(pathOf(dataFolder, sha256)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw notFound()
    throw error
  })
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Error(`the kept file ${sha256} is damaged`)
  return bytes
}
