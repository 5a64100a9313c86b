// Which classes a screen gives to what it draws, and whether it styles anything past the style sheets.
import { type ESTree, Visitor } from 'vite'
import { bare, memberOf, nameOf } from '../../src/app/build/sources.ts'
import { at, type File } from './house.ts'

type Node = ESTree.Node
/** `whole`: not only how the name begins, as of `h${n}`. */
type Used = { name: string; whole: boolean }
type Tell = (node: Node) => void

/** Every class that a `className` of a file may give; `unread`: one that is not written out where it is given. */
export function classesUsed(file: File): { used: Used[]; unread: string[] } {
  const used: Used[] = []
  const unread: string[] = []
  const tell: Tell = (node) => {
    unread.push(`${at(file, node.start)} ${file.text.slice(node.start, node.end)} is not written out`)
  }
  const see = (node: Node | null) => void (node && used.push(...classesGiven(node, tell)))
  new Visitor({
    JSXAttribute({ name, value }) {
      if (name.name === 'className') see(value)
    },
    ObjectExpression({ properties }) {
      for (const one of properties)
        if (one.type === 'Property' && nameOf(one.key) === 'className') see(one.value)
    },
  }).visit(file.program)
  return { used, unread }
}

function classesGiven(given: Node, tell: Tell): Used[] {
  const node = bare(given)
  const of = (...nodes: Node[]) => nodes.flatMap((one) => classesGiven(one, tell))
  switch (node.type) {
    case 'JSXExpressionContainer':
      return of(node.expression)
    case 'ConditionalExpression':
      return of(node.consequent, node.alternate)
    case 'LogicalExpression':
      return node.operator === '&&' ? of(node.right) : of(node.left, node.right)
    case 'Literal':
      return typeof node.value === 'string' ? wordsOf(node.value) : []
    case 'TemplateLiteral':
      return [
        ...node.quasis.flatMap(({ value, tail }) => wordsOf(value.cooked ?? '', !tail)),
        ...node.expressions.flatMap((one) => classesGiven(one, onlyTells(node, one) ? () => {} : tell)),
      ]
    default:
      if (nameOf(node) !== 'undefined') tell(node)
      return []
  }
}

/** What is filled in only tells more of a class that is written out before: `tone-${tone}`, `mark ${state}`. */
const onlyTells = ({ quasis }: ESTree.TemplateLiteral, filled: Node): boolean =>
  /\S/.test(quasis[0].value.cooked ?? '') &&
  nameOf(filled.type === 'CallExpression' ? filled.callee : filled) !== ''

/** `goesOn`: what follows may belong to the last word. */
function wordsOf(text: string, goesOn = false): Used[] {
  const words = text.split(/\s+/)
  return words
    .map((name, at) => ({ name, whole: !goesOn || at < words.length - 1 }))
    .filter(({ name }) => name !== '')
}

/** Where a file styles by itself: a `<style>`, a `style`, what a script puts on an element. */
export function styledIn(file: File): string[] {
  const found: string[] = []
  const tell = ({ start }: Node) => void found.push(`${at(file, start)} styles past the style sheets`)
  new Visitor({
    JSXOpeningElement(node) {
      if (node.name.type === 'JSXIdentifier' && /^(?:style|link)$/.test(node.name.name)) tell(node)
    },
    JSXAttribute(node) {
      if (/^(?:style|dangerouslySetInnerHTML)$/.test(String(node.name.name))) tell(node)
    },
    MemberExpression(node) {
      if (/^(?:style|classList|adoptedStyleSheets|innerHTML)$/.test(memberOf(node))) tell(node)
    },
  }).visit(file.program)
  return found
}
