// At build time: of what a contract declares, a phone fetches what it sends a call by. The shapes of what goes in and
// comes out, and the sentence for the description of the interface, are the server's, which alone holds a call against
// them.
import { type ESTree, type Plugin, Visitor } from 'vite'
import { nameOf, parse } from './sources.ts'

const ofTheServer = new Set(['summary', 'params', 'query', 'body', 'reply'])

type Cut = { from: number; to: number; by: string }

/**
 * Without the shapes: what is built with `Type` is nothing in the browser (kit/no-schemas.ts), and so is what it is
 * built of. Since declaring does nothing else, what nobody then names is left out by the bundler.
 */
export function withoutShapes(path: string, code: string): string {
  const cuts = new Map<number, Cut>()
  const cut = (from: number, to: number, by: string) => cuts.set(from, { from, to, by })
  const shapes = ({ properties, end }: ESTree.ObjectExpression) => {
    properties.forEach((one, at) => {
      if (one.type !== 'Property' || !ofTheServer.has(nameOf(one.key))) return
      cut(one.start, properties[at + 1]?.start ?? end - 1, '')
    })
  }
  new Visitor({
    CallExpression({ callee, arguments: [options], start, end }) {
      const isShape = callee.type === 'MemberExpression' && nameOf(callee.object) === 'Type'
      if (isShape) cut(start, end, 'Type')
      else if (!cuts.has(start)) cut(start, start, '/* @__PURE__ */ ')
      if (nameOf(callee) === 'call' && options?.type === 'ObjectExpression') shapes(options)
    },
  }).visit(parse(path, code).program)
  let done = 0
  let kept = ''
  for (const { from, to, by } of [...cuts.values()].sort((a, b) => a.from - b.from)) {
    if (from < done) continue
    kept += code.slice(done, from) + by
    done = to
  }
  return kept + code.slice(done)
}

export const callsPlugin = (src: string): Plugin => ({
  name: 'hezuo-calls',
  enforce: 'pre',
  transform(code, id) {
    if (id.startsWith(src) && /\/(?:contract|shapes|base\/schemas)\.ts$/.test(id))
      return { code: withoutShapes(id, code), map: null, moduleSideEffects: false }
  },
})
