// The one file of a backup: a packed tar of parts with a manifest as its last part, so that a file that was cut short
// has none. The manifest vouches for every part by its SHA-256.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { extract, pack } from 'tar-stream'
import { StartRefusal, said } from '../embedded/refusal.ts'

export const format = 1

export type Part = { name: string; size: number; sha256: string }
export type Sequence = { table: string; column: string; next: number }
export type Table = { name: string; columns: string[]; rows: number }
export type Manifest = {
  format: number
  version: string
  madeAt: string
  database: string
  /** names of the migrations applied, in order */
  migrations: string[]
  tables: Table[]
  sequences: Sequence[]
  /** files that records name and that were not in the data folder, or were damaged there */
  missing: string[]
  parts: Part[]
}

export type Writing = {
  /** Adds one part; resolves once it is on its way, so that nothing piles up in memory. */
  add(name: string, content: Buffer): Promise<void>
}

const manifestName = 'manifest.json'
const sha256Of = (content: Buffer) => createHash('sha256').update(content).digest('hex')

/** Writes the parts that `fill` adds, then the manifest, under a name beside; only what is whole gets the final name. */
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
    const manifest = { format, ...told, parts }
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

/** Reads all parts in their order; `each` is awaited before the next. */
async function readParts(
  file: string,
  each: (name: string, content: Buffer) => Promise<void> | void,
): Promise<void> {
  const tar = extract()
  const unpacked = pipeline(
    createReadStream(file),
    createGunzip(),
    new Writable({
      write: (chunk, _, done) => void (tar.write(chunk) ? done() : tar.once('drain', () => done())),
      final: (done) => {
        tar.end()
        done()
      },
    }),
  )
  unpacked.catch((error) => tar.destroy(error))
  for await (const entry of tar) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    await each(entry.header.name, Buffer.concat(chunks))
  }
  await unpacked
}

const damaged = (file: string, why: string) =>
  new StartRefusal(said('{file} is damaged ({why}): nothing was restored.', { file, why }))

/** The manifest of a backup whose every part is whole; otherwise one sentence says what is wrong with the file. */
export async function checkArchive(file: string): Promise<Manifest> {
  const found: Part[] = []
  let manifest: Manifest | null = null
  try {
    await readParts(file, (name, content) => {
      if (name === manifestName) manifest = JSON.parse(content.toString()) as Manifest
      else found.push({ name, size: content.length, sha256: sha256Of(content) })
    })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new StartRefusal(said('There is no file {file}.', { file }))
    if (code === 'EACCES' || code === 'EISDIR')
      throw new StartRefusal(said('{file} can’t be read.', { file }))
    if (code === 'Z_DATA_ERROR' && /incorrect header/.test(message) && found.length === 0)
      throw new StartRefusal(said('{file} is no backup of Hezuo.', { file }))
    throw damaged(file, message)
  }
  const whole = manifest as Manifest | null
  if (!whole) throw damaged(file, said('cut short'))
  if (whole.format !== format)
    throw new StartRefusal(
      said('{file} was written by a newer Hezuo ({version}): restore it with that version.', {
        file,
        version: whole.version,
      }),
    )
  whole.parts.forEach((part, at) => {
    const one = found[at]
    if (one?.name !== part.name || one.size !== part.size || one.sha256 !== part.sha256)
      throw damaged(file, part.name)
  })
  if (found.length !== whole.parts.length) throw damaged(file, said('parts nobody vouches for'))
  return whole
}

/** The parts of a file that was checked, in order, the manifest left out. */
export const openParts = (
  file: string,
  each: (name: string, content: Buffer) => Promise<void>,
): Promise<void> =>
  readParts(file, async (name, content) => (name === manifestName ? undefined : each(name, content)))
