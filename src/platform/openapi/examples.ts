// An example of each shape, made by rule: the first text that a field takes, the first of what may be chosen. A test
// holds every one to its shape.
import { Check } from 'typebox/value'
import { type Shape, withFormat } from '../shapes.ts'

/** By the name of the field, where one says more than another. */
const byName: Record<string, unknown> = {
  zh: '临颍县',
  en: 'Linying County',
  code: 'linying',
  form: 'handicraft-production-cooperative',
  unit: 'members',
  reason: 'Agreed at the meeting of the class.',
  phone: '0395 21',
  language: 'zh',
  target: 120,
  value: 40,
}

const texts = [
  'As it was written.',
  'linying',
  'zh',
  '1954-03-01',
  '1954-03',
  '1954-03-01T08:00:00Z',
  '01900000-0000-7000-8000-000000000001',
  'officer@example.org',
  'https://example.org/hook',
  'hezuo-2026-11-28T20-00-00Z.tar.gz',
  'A'.repeat(43),
  'A'.repeat(64),
  'A'.repeat(342),
]

/** A value that the shape takes. */
export function exampleOf(shape: Shape, name = ''): unknown {
  if ('const' in shape) return shape.const
  if (shape.enum) return shape.enum[0]
  if (shape.anyOf) return exampleOf(shape.anyOf[0], name)
  if (shape.items) return Array(shape.minItems ?? 1).fill(exampleOf(shape.items, name))
  const [values] = Object.values(shape.patternProperties ?? {})
  if (values) return { linying: exampleOf(values, name) }
  if (shape.type === 'object')
    return Object.fromEntries(
      Object.entries(shape.properties ?? {}).map(([field, one]) => [
        field,
        exampleOf(withFormat(field, one), field),
      ]),
    )
  if (shape.type === 'null') return null
  if (shape.type === 'boolean') return true
  const candidates = [byName[name], ...(shape.type === 'string' ? texts : [12, 1, 2048])]
  const found = candidates.find((one) => Check(shape, one))
  if (found === undefined && shape.type) throw new Error(`no example of ${name}: ${JSON.stringify(shape)}`)
  return found ?? null
}
