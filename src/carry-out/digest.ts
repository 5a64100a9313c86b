// What a device sent, as one short text: the same content again has the same digest, whatever the order of its keys.
import { createHash } from 'node:crypto'

export const digestOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content, inOrder)).digest('hex')

const inOrder = (_key: string, value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
