// A zip that is written file by file while its parts are still being read. Packing is done beside this thread.
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Write } from './outgoing.ts'

export type Zip = {
  /** Adds the file that `fill` writes, after which the next may begin. */
  add(name: string, fill: (write: Write) => Promise<void>): Promise<void>
  /** Writes the list of the files, without which nothing takes it for a zip. */
  end(): Promise<void>
}

/** `at`: when its files were made, as it says of each. */
export function openZip(write: Write, at: Date): Zip {
  const zip = new ZipFile()
  const sent = (async () => {
    for await (const part of zip.outputStream) await write(part as Buffer)
  })()
  const broken = new Promise<never>((_, refused) => sent.catch(refused))
  broken.catch(() => {})
  return {
    add: async (name, fill) => {
      const file = new PassThrough()
      zip.addReadStream(file, name, { mtime: at })
      const read = once(file, 'end')
      await fill(async (part) => {
        if (!file.write(part)) await Promise.race([once(file, 'drain'), broken])
      })
      file.end()
      await Promise.race([read, broken])
    },
    end: async () => {
      zip.end()
      await sent
    },
  }
}
