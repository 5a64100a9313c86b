// What people read is marked for translation: no text stands plainly where it is drawn or refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ESTree, Visitor } from 'vite'
import { bare, nameOf } from '../../src/app/build/sources.ts'
import { at, type File, hold, holdRule, product } from './house.ts'
import { renamed } from './names.ts'

type Node = ESTree.Node

/** What people see or hear of what an element, a part of the kit or a column is given. */
const isRead =
  /^(?:title|label|alt|placeholder|text|lead|note|hint|caption|aria-(?:label|description|valuetext|roledescription))$/
/** Which of what they are given is read: `finding(pointer, code, text)`, `wrongStage(stage, text)`. */
const read = new Map([
  ['finding', 2],
  ['wrongStage', 1],
])
/** What is called the same in every language: the house, a kind of file, an address. */
const same = /合作|脉|\b(?:Hezuo|PDF|QR|SHA-256)\b|\.csv\b|\bhttps?:\S+/g
const isWords = (text: string): boolean => /\p{L}/u.test(text.replace(same, ''))

const isCode = ({ name }: ESTree.JSXOpeningElement) => name.type === 'JSXIdentifier' && name.name === 'code'

/** The texts in it that are written out and not marked, whichever way a condition goes. */
function textsIn(given: Node | null | undefined): { start: number; text: string }[] {
  const node = given && bare(given)
  switch (node?.type) {
    case 'Literal':
    case 'JSXText':
      return typeof node.value === 'string' ? [{ start: node.start, text: node.value }] : []
    case 'TemplateLiteral':
      return [{ start: node.start, text: node.quasis.map(({ value }) => value.cooked).join('…') }]
    case 'BinaryExpression':
      return [...textsIn(node.left), ...textsIn(node.right)]
    case 'JSXExpressionContainer':
      return textsIn(node.expression)
    case 'ConditionalExpression':
      return [...textsIn(node.consequent), ...textsIn(node.alternate)]
    case 'LogicalExpression':
      return [...textsIn(node.operator === '&&' ? null : node.left), ...textsIn(node.right)]
    default:
      return []
  }
}

function plain(file: File): string[] {
  const found: ReturnType<typeof textsIn> = []
  const code: Node[] = []
  const see = (...nodes: (Node | null | undefined)[]) => void found.push(...nodes.flatMap(textsIn))
  new Visitor({
    JSXElement(node) {
      if (isCode(node.openingElement)) code.push(node)
      see(...node.children)
    },
    JSXFragment: ({ children }) => see(...children),
    JSXAttribute({ name, value }) {
      if (typeof name.name === 'string' && isRead.test(name.name)) see(value)
    },
    Property({ key, value }) {
      if (file.path.endsWith('.tsx') && isRead.test(nameOf(key))) see(value)
    },
    CallExpression({ callee, arguments: given }) {
      const place = read.get(nameOf(callee))
      if (place !== undefined) see(given[place])
    },
    NewExpression({ callee, arguments: [, given] }) {
      if (nameOf(callee) !== 'Problem' || given?.type !== 'ObjectExpression') return
      for (const one of given.properties)
        if (one.type === 'Property' && nameOf(one.key) === 'text') see(one.value)
    },
  }).visit(file.program)
  return found
    .filter(({ start, text }) => isWords(text) && !code.some((one) => one.start < start && start < one.end))
    .map(({ start, text }) => `${at(file, start)} ${text.trim().slice(0, 60)}`)
}

/** What marks a text goes by its own name, so that the texts are found. */
const unmarked = (file: File): string[] => [...plain(file), ...renamed(file, /^(?:t|tn|msg|say)$|\.say$/)]

test('what people read is marked, wherever it stands', () => {
  assert.ok(product.filter(({ path }) => path.endsWith('.tsx')).length > 200, 'the screens were not seen')
  hold(product.flatMap(unmarked))
})

test('a text that is not marked is seen, wherever it stands', () => {
  holdRule(unmarked, 'plan/web/lines/trick.tsx', {
    tricks: [
      'const a = <p>Plain text</p>',
      'const a = <>Plain text</>',
      "const a = <p>{isOpen ? 'open' : t('closed')}</p>",
      "const a = <p>{name ?? 'nobody'}</p>",
      'const a = <p>{`Plain`}</p>',
      "const a = <p title='Plain' />",
      'const a = <p aria-label={`Plain`} />',
      'const a = <img alt={"A " + thing} />',
      "const a = <Field label={isOpen ? 'Plain' : title} />",
      "const columns = [{ title: 'Plain' }]",
      "finding('/x', 'x', 'Plain')",
      "finding('/x', 'x', isLate ? 'Plain' : msg('Marked'))",
      "wrongStage('plan approved', 'Plain')",
      "new Problem('not-found', { text: 'Plain' })",
      'const tt = t',
      "import { t as tt } from '../../../kit/words.ts'",
      'const { say: tell } = ctx',
      'const tell = ctx.say',
    ],
    sound: [
      "const a = <p title={t('Marked')} className='plain'>{t('Marked')} · {n} %</p>",
      "const a = <code>Authorization: {isOpen && 'x'}</code>",
      "const a = <p title='PDF'>合作 Hezuo</p>",
      "const a = <input placeholder='https://example.org/hezuo' />",
      "finding('/x', 'x', msg('Marked'), { unit: 'pieces' })",
      "const { say } = ctx; say('Marked')",
    ],
  })
})
