// Reads the house's own sources with the parser that builds the screens: what a file loads, and the texts that it marks
// for translation. The one place that knows how either is written; what it can't read is told, never passed over.
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ESTree, type ParseResult, parseSync, Visitor } from 'vite'

export type Parsed = { program: ESTree.Program; comments: ParseResult['comments'] }

/** Throws where the parser finds anything wrong. */
export function parse(path: string, text: string): Parsed {
  const { program, comments, errors } = parseSync(path, text)
  if (errors.length > 0)
    throw new Error(`${path} can't be read: ${errors[0].message}\n${errors[0].codeframe ?? ''}`)
  return { program, comments }
}

/** What a file loads: a package, a file beside it, or by a pattern many; `isLater`: once the code asks for it. */
export type Load = { target: string; isLater: boolean; isType: boolean }
/** As it is looked up, which of a plural is the singular. */
export type Text = { text: string; plural?: string }
export type Found = { loads: Load[]; texts: Text[]; unread: { start: number; what: string }[] }

const known = new Map<string, Found>()

/** Reads a file once, as long as it stays the same. */
export function read(path: string, text: string): Found {
  const key = `${path}\0${text}`
  const found = known.get(key) ?? findIn(parse(path, text).program)
  known.set(key, found)
  if (found.unread.length > 0) throw new Error(`${path}: ${found.unread[0].what}`)
  return found
}

/** The house's own files that are meant. */
export function pathsOf(path: string, { target }: Load): string[] {
  if (!target.startsWith('.')) return []
  const folder = dirname(path)
  const targets = target.includes('*') ? globSync(target, { cwd: folder }).sort() : [target]
  return targets.map((one) => join(folder, one))
}

/** A file of the house or a package: no address, and not what would load by a name that nobody reads. */
const isLoadable = (target: string): boolean =>
  /^(?:\.|(?:node|virtual):|[@\w][^:]*$)/.test(target) && !/^(?:node:)?module$/.test(target)
/** What a file may ask of itself; its own address only as the base of another: `new URL('…', import.meta.url)`. */
const ofItself = /^import\.meta\.(?:dirname|env|glob|resolve)$/

/** How what is loaded is written, and whether only its types are. */
type Loading = { isType?: boolean; isLater?: boolean; as?: (target: string) => string }

export function findIn(program: ESTree.Program): Found {
  const all: Found = { loads: [], texts: [], unread: [] }
  const load = (
    from: ESTree.Node,
    { isType = false, isLater = false, as = (target: string) => target }: Loading = {},
  ) => {
    for (const one of from.type === 'ArrayExpression' ? from.elements : [from]) {
      const target = one && literal(one)
      if (typeof target !== 'string')
        all.unread.push({ start: from.start, what: 'what is loaded is not written out' })
      else if (isLoadable(as(target))) all.loads.push({ target: as(target), isLater, isType })
      else all.unread.push({ start: from.start, what: `${target} is neither a file beside nor a package` })
    }
  }
  const bases = new Set<ESTree.Node>()
  const told = new Set<ESTree.Node>()
  new Visitor({
    ImportDeclaration: ({ source, importKind, specifiers }) =>
      load(source, { isType: importKind === 'type' || areTypes(specifiers) }),
    ExportNamedDeclaration: ({ source, exportKind, specifiers }) =>
      source && load(source, { isType: exportKind === 'type' || areTypes(specifiers) }),
    ExportAllDeclaration: ({ source, exportKind }) => load(source, { isType: exportKind === 'type' }),
    TSImportType: ({ source }) => load(source, { isType: true }),
    ImportExpression: ({ source }) => load(source, { isLater: true }),
    NewExpression: ({ callee, arguments: [address, base] }) => {
      if (nameOf(callee) !== 'URL' || nameOf(base) !== 'import.meta.url') return
      bases.add(base)
      load(address, { isLater: true, as: beside })
    },
    MemberExpression(node) {
      if (bases.has(node) || ofItself.test(nameOf(node))) told.add(node.object)
    },
    MetaProperty(node) {
      if (node.meta.name === 'import' && !told.has(node))
        all.unread.push({ start: node.start, what: 'what import.meta is asked for can’t be followed' })
    },
    CallExpression({ callee, arguments: given }) {
      const name = nameOf(callee)
      if (name === 'require') load(given[0])
      if (name === 'import.meta.glob') load(given[0], { isLater: !isEager(given[1]) })
      if (isMark(name)) markedBy(name, given, all)
    },
  }).visit(program)
  return all
}

/** An address may begin with the name of a file beside. */
const beside = (target: string): string => (/^(?:[./]|[a-z]+:)/.test(target) ? target : `./${target}`)

const isEager = (options: ESTree.Node | undefined): boolean =>
  options?.type === 'ObjectExpression' &&
  options.properties.some((one) => one.type === 'Property' && nameOf(one.key) === 'eager')

const areTypes = (
  specifiers: readonly (ESTree.ImportDeclarationSpecifier | ESTree.ExportSpecifier)[],
): boolean =>
  specifiers.length > 0 &&
  specifiers.every(
    (one) =>
      (one.type === 'ImportSpecifier' && one.importKind === 'type') ||
      (one.type === 'ExportSpecifier' && one.exportKind === 'type'),
  )

/**
 * What a text is marked by. Whoever passes one on (`t(step.name)`) has it from something that `msg` marks;
 * `words.say(language)` only gives what says it.
 */
const isMark = (name: string): boolean => /^(?:t|tn|msg|say|said|refuse)$|(?<!\bwords)\.say$/.test(name)
const mustBeWritten = new Set(['tn', 'msg'])
/** A text that was marked elsewhere stands under a name, or a function of one's own gives it. */
const isPassedOn = (node: ESTree.Node): boolean =>
  node.type === 'Identifier' ||
  node.type === 'MemberExpression' ||
  (node.type === 'CallExpression' && node.callee.type === 'Identifier') ||
  (node.type === 'Literal' && node.value === null)

function markedBy(name: string, given: readonly ESTree.Argument[], all: Found): void {
  const mark = (given: ESTree.Node | undefined, plural?: string): void => {
    const from = given && bare(given)
    const text = from && literal(from)
    if (typeof text === 'string') {
      if (text) all.texts.push(plural === undefined ? { text } : { text, plural })
    } else if (from?.type === 'ConditionalExpression') {
      mark(from.consequent)
      mark(from.alternate)
    } else if (from?.type === 'LogicalExpression') {
      mark(from.left)
      mark(from.right)
    } else if (from && (mustBeWritten.has(name) || !isPassedOn(from)))
      all.unread.push({ start: from.start, what: `the text of ${name}() is not written out` })
  }
  const plural = name === 'tn' ? given[1] && literal(given[1]) : undefined
  if (plural === null)
    all.unread.push({ start: given[1].start, what: 'the plural of tn() is not written out' })
  else mark(given[0], plural)
}

/** Without what only the compiler reads: `x as T`, `x!`, `(x)`. */
export function bare(node: ESTree.Node): ESTree.Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ChainExpression':
      return bare(node.expression)
    default:
      return node
  }
}

/** A text that is written out, in whatever quotes. */
export function literal(node: ESTree.Node): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TemplateLiteral' && node.quasis.length === 1) return node.quasis[0].value.cooked
  return null
}

/** `must`, `ctx.say`, `import.meta.url`; nothing for what is called by no name. */
export function nameOf(given: ESTree.Node | null | undefined): string {
  const node = given && bare(given)
  if (node?.type === 'Identifier') return node.name
  if (node?.type === 'MetaProperty') return `${node.meta.name}.${node.property.name}`
  if (node?.type !== 'MemberExpression') return ''
  const [object, property] = [nameOf(node.object), memberOf(node)]
  return object && property && `${object}.${property}`
}

/** What is asked of something, whatever that is: `set` of `table().set` and of `table()['set']`. */
export function memberOf(given: ESTree.Node): string {
  const node = bare(given)
  if (node.type !== 'MemberExpression') return ''
  return node.computed ? (literal(node.property) ?? '') : nameOf(node.property)
}
