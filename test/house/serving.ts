// What a room serves: which call, and what answers it.
import { type ESTree, Visitor } from 'vite'
import { literal, nameOf } from '../../src/app/build/sources.ts'
import { asProgram, meaningOf, meant } from './calls.ts'
import type { File } from './house.ts'

/** The method that a call declares, by itself or in a function that makes several alike. */
function methodOf(file: File, name: string): string | null {
  const declared = meaningOf(file, name)
  if (declared?.node.type !== 'CallExpression') return null
  const maker = nameOf(declared.node.callee)
  const written = maker === 'call' ? declared.node : meant(declared.file, maker)?.node
  let method: string | null = null
  const look = new Visitor({
    CallExpression({ callee, arguments: [options] }) {
      if (nameOf(callee) !== 'call' || options?.type !== 'ObjectExpression') return
      for (const one of options.properties)
        if (one.type === 'Property' && nameOf(one.key) === 'method') method = literal(one.value)
    },
  })
  if (written) look.visit(asProgram(written))
  return method
}

/** What a file serves: the call, its method if it can be seen, and what answers it. */
export function servedBy(file: File) {
  const found: { call: string; start: number; method: string | null; answer: ESTree.Node }[] = []
  const serving = /\bOpenServe\b/.test(file.text) ? /^(serve|open)$/ : /^serve$/
  new Visitor({
    CallExpression({ callee, arguments: [call, answer], start }) {
      if (!serving.test(nameOf(callee)) || !call || !answer) return
      found.push({ call: nameOf(call), start, method: methodOf(file, nameOf(call)), answer })
    },
  }).visit(file.program)
  return found
}
