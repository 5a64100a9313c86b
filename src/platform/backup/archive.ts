// The one file of a backup: a packed tar of parts with a manifest as its last part, so that a file that was cut short
// has none. The manifest vouches for every part by its SHA-256; nobody vouches for the manifest, so that what a file
// says is held against what is known before anything is done with it (manifest.ts, unpack.ts, known.ts).
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { StartRefusal, said } from '../embedded/refusal.ts'
import { damaged, format, type Manifest, type Part, readManifest, tableOf } from './manifest.ts'
import { manifestName, unpackedParts } from './unpack.ts'

export type Writing = {
  /** Adds one part; resolves once it is on its way, so that nothing piles up in memory. */
  add(name: string, content: Buffer): Promise<void>
}

const sha256Of = (content: Buffer) => createHash('sha256').update(content).digest('hex')

/**
 * Writes the parts that `fill` adds, then the manifest, under a name beside; only what is whole gets the final name.
 */
export async function writeArchive(
  file: string,
  fill: (writing: Writing) => Promise<Omit<Manifest, 'parts' | 'format'>>,
): Promise<Manifest> {
  const beside = `${file}.unfinished`
  const tar = pack()
  const written = pipeline(
    tar,
    createGzip({ level: 4 }),
    createWriteStream(beside, { flags: 'wx', mode: 0o600 }),
  )
  const failed = new Promise<never>((_, reject) => written.catch(reject))
  failed.catch(() => {})
  const parts: Part[] = []
  const put = (name: string, content: Buffer) =>
    Promise.race([
      failed,
      new Promise<void>((done, refused) => {
        const entry = tar.entry({ name, size: content.length, mode: 0o600 }, (error) =>
          error ? refused(error) : done(),
        )
        entry.end(content)
      }),
    ])
  try {
    const told = await fill({
      add: async (name, content) => {
        await put(name, content)
        parts.push({ name, size: content.length, sha256: sha256Of(content) })
      },
    })
    const manifest: Manifest = { format, ...told, parts }
    await put(manifestName, Buffer.from(JSON.stringify(manifest, null, 1)))
    tar.finalize()
    await written
    const handle = await open(beside, 'r+')
    await handle.sync()
    await handle.close()
    await rename(beside, file)
    return manifest
  } catch (error) {
    tar.destroy()
    await written.catch(() => {})
    // Not where it was there before: then it belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(beside, { force: true })
    throw error
  }
}

/** Why a file cannot be read; a sentence for whoever named it. */
function refusalOf(error: unknown, file: string, isBegun: boolean): StartRefusal {
  const { code, message } = error as NodeJS.ErrnoException
  if (error instanceof StartRefusal) return error
  if (code === 'ENOENT') return new StartRefusal(said('There is no file {file}.', { file }))
  if (code === 'EACCES' || code === 'EISDIR') return new StartRefusal(said('{file} can’t be read.', { file }))
  if (code === 'Z_DATA_ERROR' && /incorrect header/.test(message) && !isBegun)
    return new StartRefusal(said('{file} is no backup of Hezuo.', { file }))
  return damaged(file, message)
}

/** The manifest of a backup whose every part is whole; otherwise one sentence says what is wrong with the file. */
export async function checkArchive(file: string): Promise<Manifest> {
  const found: Part[] = []
  let manifest: Manifest | null = null
  try {
    for await (const { name, content } of unpackedParts(file)) {
      if (manifest) throw damaged(file, said('parts nobody vouches for'))
      if (name === manifestName) manifest = readManifest(file, content)
      else found.push({ name, size: content.length, sha256: sha256Of(content) })
    }
  } catch (error) {
    throw refusalOf(error, file, found.length > 0)
  }
  if (!manifest) throw damaged(file, said('cut short'))
  for (const [at, part] of manifest.parts.entries())
    if (!isSame(found[at], part)) throw damaged(file, part.name)
  if (found.length > manifest.parts.length) throw damaged(file, said('parts nobody vouches for'))
  return manifest
}

/** A file's name is its own hash as well. */
const isSame = (found: Part | undefined, named: Part): boolean =>
  found?.name === named.name &&
  found.size === named.size &&
  found.sha256 === named.sha256 &&
  (tableOf(named.name) !== null || named.name === `files/${found.sha256}`)

/** The parts of a file that was checked, in order, the manifest left out; refused where it is another file by now. */
export async function openParts(
  file: string,
  { parts }: Manifest,
  each: (name: string, content: Buffer) => Promise<void>,
): Promise<void> {
  let at = 0
  for await (const { name, content } of unpackedParts(file)) {
    if (name === manifestName) continue
    const part = { name, size: content.length, sha256: sha256Of(content) }
    if (!parts[at] || !isSame(part, parts[at])) throw damaged(file, said('changed meanwhile'))
    at += 1
    await each(name, content)
  }
  if (at < parts.length) throw damaged(file, said('changed meanwhile'))
}
