// Styles stay where they belong: the kit's, the frame's and the rooms' each in their layer, a room's below its root
// class, a lent part's below its own; and a screen uses no class that another room defines.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { test } from 'node:test'
import { type Rule, type Selector, transform } from 'lightningcss'
import { classesUsed } from './house/classes.ts'
import { hold, product, source } from './house/house.ts'

const find = (pattern: string) =>
  globSync(pattern, { cwd: source })
    .map((path) => path.split(sep).join('/'))
    .sort()

type Sheet = { path: string; room: string; rules: Rule[] }

/** Whose a file is: the kit, the frame, a room, or a part that a room lends. */
const isPart = (path: string) => /\/web\/parts\//.test(path)
const layerOf = ({ room }: Sheet) => (room === 'kit' ? 'kit' : room === 'app' ? 'frame' : 'room')

const readSheet = (path: string): Sheet => sheetOf(path, readFileSync(join(source, path)))

function sheetOf(path: string, code: Uint8Array): Sheet {
  let rules: Rule[] = []
  const visitor = {
    StyleSheet(sheet: { rules: Rule[] }) {
      rules = sheet.rules
    },
  }
  transform({ filename: path, code, visitor })
  return { path, room: path.split('/')[0], rules }
}

// The page that describes the interface (src/app/api-page.css) is served apart, without any screen.
const sheets = [...find('kit/**/*.css'), ...find('*/web/**/*.css')].map(readSheet)
const screens = product.filter(
  ({ inside, room }) => inside.endsWith('.tsx') && (room === 'kit' || inside.includes('/web/')),
)
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

/** `& .a`, `& > .a`; further in, beside what stands there too: `& + .b`. */
function staysWithin([first, ...rest]: Selector, isFurtherIn: boolean): boolean {
  const next = rest.find((part) => part.type === 'combinator')?.value
  return first.type === 'nesting' && (!next || isFurtherIn || next === 'descendant' || next === 'child')
}

/** Whatever a room's sheet styles outside of its root class, however deep that is written. */
function leaving(sheet: Sheet): string[] {
  const root = isPart(sheet.path) ? basename(sheet.path, '.css') : `room-${sheet.room}`
  const faults: string[] = []
  const see = (rules: Rule[], depth: number, isFurtherIn: boolean): void => {
    for (const rule of rules) {
      if (isCondition(rule)) see(rule.value.rules, depth, isFurtherIn)
      else if (rule.type === 'style') {
        const { selectors } = rule.value
        for (const one of selectors)
          if (depth === 0 ? said(one) !== `.${root}` : !staysWithin(one, isFurtherIn))
            faults.push(`${sheet.path}: ${said(one)} leads out of .${root}`)
        const isBelow = selectors.every((one) => one.some((part) => part.type === 'combinator'))
        see(rule.value.rules ?? [], depth + 1, isFurtherIn || isBelow)
      } else if (rule.type !== 'nested-declarations')
        faults.push(`${sheet.path}: ${rule.type} holds everywhere`)
    }
  }
  see(inLayer(sheet), 0, false)
  return faults
}

test('the styles of a room hold below its root class, those of a part below its own', () => {
  assert.deepEqual(ofRooms.flatMap(leaving), [])
})

test('it is seen what leads out of a room, however deep', () => {
  const saidOf = (text: string) =>
    leaving(sheetOf('plan/web/trick.css', Buffer.from(`@layer room { ${text} }`)))
  for (const text of [
    '.muted { color: red }',
    '.room-plan .muted { color: red }',
    '.room-plan { & + .muted { color: red } }',
    '.room-plan { body:has(&) { color: red } }',
    '.room-plan { & .a { & .b { body:has(&) { color: red } } } }',
    '.room-plan { & .a { @media print { :root & .muted { color: red } } } }',
    '.room-plan { &.a { & ~ .muted { color: red } } }',
    '@media print { @keyframes trick { from { color: red } } }',
    '@supports (color: red) { @media print { @font-face { font-family: trick; src: url(x.woff2) } } }',
  ])
    assert.notDeepEqual(saidOf(text), [], `passed over: ${text}`)
  const sound = '& .a { color: red; & + .b, & > .c { @media print { color: red; & .d { color: red } } } }'
  assert.deepEqual(saidOf(`.room-plan { ${sound} } @media print { .room-plan { ${sound} } }`), [])
})

test('the frame says nothing about what is drawn in it', () => {
  const holders = ['app', 'bare', 'main']
  const elsewhere = new Set(
    product
      .filter(({ inside }) => inside !== 'app/web/frame/shell.tsx')
      .flatMap((file) => classesUsed(file).used.map(({ name }) => name)),
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
  for (const file of screens) {
    const { inside: path, room } = file
    const own = defined((sheet) => sheet.room === room && (!isPart(path) || isPart(sheet.path)))
    const { used, unread } = classesUsed(file)
    // The kit passes on what it is given.
    if (room !== 'kit') faults.push(...unread)
    for (const { name, whole } of used) {
      seen += 1
      const known = [...ofKit, ...own, 'room-']
      if (!known.some((one) => (whole ? one === name : one.startsWith(name))))
        faults.push(`${path}: .${name} is defined neither in the kit nor in ${room}`)
    }
  }
  assert.ok(seen > 300, `only ${seen} classes were read`)
  assert.deepEqual(faults, [])
})

/** What a rule forces, and why it may: `!important` of an earlier layer stands above whatever a room says. */
const forced = [
  // Hidden is hidden, whatever a class says of how it is laid out.
  'kit/kit.css [attribute] display',
  'kit/tables.css .table.cards td[pseudo-class], .table.cards .wide-only display',
  // Who wants nothing to move has nothing move.
  'kit/kit.css [universal], [pseudo-element], [pseudo-element] animation',
  'kit/kit.css [universal], [pseudo-element], [pseudo-element] scroll-behavior',
  'kit/kit.css [universal], [pseudo-element], [pseudo-element] transition',
  // On paper there is nothing to press and nothing to scroll, and a head that does not break is cut off.
  'kit/print.css .btn, .tabs, .toast, .paper-actions, .actions, .crumbs, .thread-link, .form-end, .sorter .arrow display',
  'kit/print.css .table thead th white-space',
  'kit/print.css .table-frame, .graph, .chart-frame max-height',
  'kit/print.css .table-frame, .graph, .chart-frame overflow',
]

/** What is forced, by where it stands and what is said. */
const forcedIn = (sheet: Sheet): string[] =>
  deep([...sheet.rules, ...inLayer(sheet)]).flatMap(({ value: { selectors, declarations } }) =>
    (declarations?.importantDeclarations ?? []).map((one) => {
      const name =
        one.property === 'unparsed'
          ? one.value.propertyId.property
          : one.property === 'custom'
            ? one.value.name
            : one.property
      return `${sheet.path} ${selectors.map(said).join(', ')} ${name}`
    }),
  )
const deep = (rules: Rule[]): (Rule & { type: 'style' })[] =>
  styleRules(rules).flatMap((rule) => [rule, ...deep(rule.value.rules ?? [])])

test('nothing is forced but what a reason stands for', () => {
  hold(sheets.flatMap(forcedIn), forced)
  for (const trick of [
    '@layer room { .room-plan .a { color: red !important } }',
    '@layer room { @media print { .room-plan .a { color: red !important } } }',
    '@layer room { .room-plan { .a { --b: 1 !important } } }',
    '@layer room { @supports (display: grid) { .room-plan { & .a { width: calc(1px + var(--b)) !important } } } }',
  ])
    assert.equal(forcedIn(sheetOf('plan/web/plan.css', Buffer.from(trick))).length, 1, trick)
})
