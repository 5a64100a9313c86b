// Which Hezuo this is, and whether it runs from a clone of the repository or from a released package. A package holds
// no sources: its server and its screens are built, and npm removes its folder with the next version.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..', '..')

export const { version } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { version: string }

export const isClone = existsSync(join(root, 'src'))

/**
 * Where data lie unless said otherwise: the clone, wherever a command is called; of a package the folder it is called
 * in.
 */
export const workFolder = isClone ? root : process.cwd()
