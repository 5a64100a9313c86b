// Styles stay where they belong: the kit's, the frame's and the rooms' each in their layer, a room's below its root
// class, a lent part's below its own; and a screen uses no class that another room defines.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { test } from 'node:test'
import { type Rule, type Selector, transform } from 'lightningcss'
import { parseSync } from 'vite'

const source = join(import.meta.dirname, '..', 'src')
const find = (pattern: string) =>
  globSync(pattern, { cwd: source })
    .map((path) => path.split(sep).join('/'))
    .sort()

type Sheet = { path: string; room: string; rules: Rule[] }

/** Whose a file is: the kit, the frame, a room, or a part that a room lends. */
const isPart = (path: string) => /\/web\/parts\//.test(path)
const layerOf = ({ room }: Sheet) => (room === 'kit' ? 'kit' : room === 'app' ? 'frame' : 'room')

function readSheet(path: string): Sheet {
  let rules: Rule[] = []
  const visitor = {
    StyleSheet(sheet: { rules: Rule[] }) {
      rules = sheet.rules
    },
  }
  transform({ filename: path, code: readFileSync(join(source, path)), visitor })
  return { path, room: path.split('/')[0], rules }
}

// The page that describes the interface (src/app/api-page.css) is served apart, without any screen.
const sheets = [...find('kit/**/*.css'), ...find('*/web/**/*.css')].map(readSheet)
const ofRooms = sheets.filter((sheet) => layerOf(sheet) === 'room')
const inLayer = ({ rules }: Sheet) =>
  rules.flatMap((rule) => (rule.type === 'layer-block' ? rule.value.rules : []))

const isCondition = (rule: Rule) =>
  rule.type === 'media' || rule.type === 'supports' || rule.type === 'container'

/** The rules that style something, out of whatever condition they stand under. */
const styleRules = (rules: Rule[]): (Rule & { type: 'style' })[] =>
  rules.flatMap((rule) =>
    rule.type === 'style' ? [rule] : isCondition(rule) ? styleRules(rule.value.rules) : [],
  )
const nestedIn = (rule: Rule & { type: 'style' }) => styleRules(rule.value.rules ?? [])

const said = (selector: Selector) =>
  selector
    .map((part) => {
      if (part.type === 'combinator') return part.value === 'descendant' ? ' ' : ` ${part.value} `
      if (part.type === 'class') return `.${part.name}`
      return part.type === 'type' ? part.name : part.type === 'nesting' ? '&' : `[${part.type}]`
    })
    .join('')

function classesOf(selector: Selector): string[] {
  return selector.flatMap((part) =>
    part.type === 'class'
      ? [part.name]
      : 'selectors' in part && Array.isArray(part.selectors)
        ? (part.selectors as Selector[]).flatMap(classesOf)
        : [],
  )
}

function classesIn(rules: Rule[]): string[] {
  return styleRules(rules).flatMap((rule) => [
    ...rule.value.selectors.flatMap(classesOf),
    ...classesIn(rule.value.rules ?? []),
  ])
}

test('the order of the layers is said once, before everything else', () => {
  const orders = sheets.flatMap(({ path, rules }) =>
    rules.flatMap((rule, at) => (rule.type === 'layer-statement' ? [{ path, at, ...rule.value }] : [])),
  )
  assert.deepEqual(
    orders.map(({ path, at, names }) => ({ path, at, names })),
    [{ path: 'kit/kit.css', at: 0, names: [['kit'], ['frame'], ['room']] }],
  )
  const [first] = readFileSync(join(source, 'app/web/main.tsx'), 'utf8').match(/^import .*$/m) ?? []
  assert.equal(first, "import '../../kit/kit.css'")
})

test('every stylesheet stands in its layer', () => {
  assert.ok(sheets.length > 20 && ofRooms.length > 10, 'the stylesheets were not found')
  const faults = sheets.flatMap((sheet) =>
    sheet.rules
      .filter((rule) => !(sheet.path === 'kit/kit.css' && /^(layer-statement|import)$/.test(rule.type)))
      .filter((rule) => rule.type !== 'layer-block' || rule.value.name?.join('.') !== layerOf(sheet))
      .map((rule) => `${sheet.path}: ${rule.type} outside layer ${layerOf(sheet)}`),
  )
  assert.deepEqual(faults, [])
})

test('the styles of a room hold below its root class, those of a part below its own', () => {
  const faults: string[] = []
  for (const sheet of ofRooms) {
    const root = isPart(sheet.path) ? basename(sheet.path, '.css') : `room-${sheet.room}`
    for (const rule of inLayer(sheet))
      if (rule.type !== 'style' && rule.type !== 'media')
        faults.push(`${sheet.path}: ${rule.type} holds everywhere`)
    for (const rule of styleRules(inLayer(sheet))) {
      for (const selector of rule.value.selectors)
        if (said(selector) !== `.${root}`) faults.push(`${sheet.path}: ${said(selector)} is not .${root}`)
      for (const selector of nestedIn(rule).flatMap((nested) => nested.value.selectors)) {
        const next = selector.find((part) => part.type === 'combinator')
        if (selector[0].type !== 'nesting' || (next && !['descendant', 'child'].includes(next.value)))
          faults.push(`${sheet.path}: ${said(selector)} leads out of .${root}`)
      }
    }
  }
  assert.deepEqual(faults, [])
})

test('the frame says nothing about what is drawn in it', () => {
  const holders = ['app', 'bare', 'main']
  const elsewhere = new Set(
    find('**/*.tsx')
      .filter((path) => path !== 'app/web/shell.tsx')
      .flatMap((path) => classesUsed(path).map(({ name }) => name)),
  )
  const faults: string[] = []
  for (const sheet of sheets.filter((one) => layerOf(one) === 'frame'))
    for (const rule of styleRules(inLayer(sheet)))
      for (const selector of rule.value.selectors) {
        const [first] = selector
        const name = first.type === 'class' || first.type === 'type' ? first.name : ''
        if (holders.includes(name)) {
          const reaches = selector.some((part) => part.type === 'combinator' && part.value !== 'child')
          if (reaches || nestedIn(rule).length > 0)
            faults.push(`${sheet.path}: ${said(selector)} reaches into a screen`)
        } else if (first.type !== 'class' || elsewhere.has(name))
          faults.push(`${sheet.path}: ${said(selector)} is not the frame’s own`)
      }
  assert.deepEqual(faults, [])
})

test('a screen uses only classes of the kit and of its own room', () => {
  const defined = (of: (sheet: Sheet) => boolean) =>
    new Set(sheets.filter(of).flatMap((sheet) => classesIn(inLayer(sheet))))
  const ofKit = defined(({ room }) => room === 'kit')
  const faults: string[] = []
  let seen = 0
  for (const path of [...find('kit/**/*.tsx'), ...find('*/web/**/*.tsx')]) {
    const room = path.split('/')[0]
    const own = defined((sheet) => sheet.room === room && (!isPart(path) || isPart(sheet.path)))
    for (const { name, whole } of classesUsed(path)) {
      seen += 1
      const known = [...ofKit, ...own, 'room-']
      if (!known.some((one) => (whole ? one === name : one.startsWith(name))))
        faults.push(`${path}: .${name} is defined neither in the kit nor in ${room}`)
    }
  }
  assert.ok(seen > 300, `only ${seen} classes were read`)
  assert.deepEqual(faults, [])
})

type Node = { type: string; [key: string]: unknown }
type Used = { name: string; whole: boolean }

/** Every class that a `className` of a file may give; of `h${n}` only how it begins. */
function classesUsed(path: string): Used[] {
  const { program } = parseSync(path, readFileSync(join(source, path), 'utf8'))
  const found: Used[] = []
  const walk = (node: unknown) => {
    if (Array.isArray(node)) return node.forEach(walk)
    if (!node || typeof node !== 'object') return
    const { type, name, value } = node as Node
    if (type === 'JSXAttribute' && (name as Node).name === 'className')
      found.push(...classesGiven(value as Node))
    else for (const part of Object.values(node)) walk(part)
  }
  walk(program)
  return found
}

function classesGiven(node: Node): Used[] {
  const of = (...keys: string[]) => keys.flatMap((key) => classesGiven(node[key] as Node))
  switch (node.type) {
    case 'JSXExpressionContainer':
      return of('expression')
    case 'ConditionalExpression':
      return of('consequent', 'alternate')
    case 'LogicalExpression':
      return node.operator === '&&' ? of('right') : of('left', 'right')
    case 'Literal':
      return typeof node.value === 'string' ? wordsOf(node.value) : []
    case 'TemplateLiteral': {
      const texts = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked)
      const inner = (node.expressions as Node[]).flatMap(classesGiven)
      return [...texts.flatMap((text, at) => wordsOf(text, at < texts.length - 1)), ...inner]
    }
    default:
      return []
  }
}

/** `goesOn`: what follows may belong to the last word. */
function wordsOf(text: string, goesOn = false): Used[] {
  const words = text.split(/\s+/)
  return words
    .map((name, at) => ({ name, whole: !goesOn || at < words.length - 1 }))
    .filter(({ name }) => name !== '')
}
