// Whose word is taken for where a request comes from: a reverse proxy's, as HEZUO_TRUST_PROXY names it, else nobody's.
import { isIP } from 'node:net'

/** Names of ranges, addresses and nets ('10.0.0.0/8') as a list; null for one that is none of them. */
export function proxiesOf(text: string): string[] | null {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return parts.every(isProxy) ? parts : null
}

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address, bits, ...more] = text.split('/')
  const kind = isIP(address)
  if (kind === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128))
}
