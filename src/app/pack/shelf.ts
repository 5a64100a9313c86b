// Where packs come from: the folders beside `packs/xuchang-1954`, or one file. A folder may keep a long part as a file
// of its own, and policy texts as the Markdown that people write; what comes out is always the one format.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parsePolicy } from '../../study/texts/rules.ts'
import { type Fault, faultsOf, type Pack } from './format.ts'

const shelf = fileURLToPath(new URL('../../../packs/', import.meta.url))

/** A pack that cannot be used: which file, where in it, and why. */
export class FaultyPack extends Error {
  file: string
  faults: Fault[]
  constructor(file: string, faults: Fault[]) {
    super(faults.map(({ pointer, reason }) => `${file} ${pointer}: ${reason}`).join('\n'))
    this.file = file
    this.faults = faults
  }
}

export const packFolder = (code: string): string => join(shelf, code)

/** The codes of the packs that come with Hezuo. */
export const packsOnShelf = (): string[] =>
  readdirSync(shelf, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(shelf, entry.name, 'pack.json')))
    .map((entry) => entry.name)
    .sort()

export const isOnShelf = (code: string): boolean => packsOnShelf().includes(code)

/** The pack of a folder on the shelf, or of a file. Throws `FaultyPack`. */
export function readPack(codeOrPath: string): Pack {
  const path = isOnShelf(codeOrPath) ? join(packFolder(codeOrPath), 'pack.json') : codeOrPath
  return checked(withParts(readJson(path), dirname(path)), path)
}

/** A pack that came as text. Throws `FaultyPack`. */
export function parsePack(text: string, file = 'pack.json'): Pack {
  return checked(parseJson(text, file), file)
}

function checked(value: unknown, path: string): Pack {
  const faults = faultsOf(value)
  if (faults.length > 0) throw new FaultyPack(basename(path), faults)
  return value as Pack
}

function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new FaultyPack(basename(path), [{ pointer: '/', reason: 'the file cannot be read' }])
  }
  return parseJson(text, path)
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new FaultyPack(basename(path), [{ pointer: '/', reason: (error as Error).message }])
  }
}

type Loose = { cards?: unknown; policies?: { code?: string; text?: { zh: string; en: string } }[] }

/** Puts in what the folder keeps beside: the cards, and policies written as Markdown. */
function withParts(value: unknown, folder: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  const loose = { ...(value as Loose) }
  if (typeof loose.cards === 'string') loose.cards = readJson(join(folder, basename(loose.cards)))
  if (Array.isArray(loose.policies)) {
    loose.policies = loose.policies.map(({ text, ...policy }) =>
      text ? { ...policy, clauses: clausesOf(folder, text) } : policy,
    )
  }
  return loose
}

function clausesOf(folder: string, { zh, en }: { zh: string; en: string }) {
  const read = (name: string) => {
    const path = join(folder, basename(name))
    if (!existsSync(path)) throw new FaultyPack(name, [{ pointer: '/', reason: 'the file is not there' }])
    return parsePolicy(readFileSync(path, 'utf8')).clauses
  }
  const [chinese, english] = [read(zh), read(en)]
  if (chinese.length !== english.length) {
    const reason = `has ${english.length} clauses, ${zh} has ${chinese.length}`
    throw new FaultyPack(en, [{ pointer: '/', reason }])
  }
  return chinese.map(({ number, depth, heading, text }, at) => ({
    number,
    depth,
    ...(heading ? { heading } : {}),
    text: { zh: text, en: english[at].text },
  }))
}
