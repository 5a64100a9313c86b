// /.well-known/security.txt (RFC 9116): whom to tell of a weakness that somebody found. It is there where the office
// has named somebody.
import type { FastifyInstance } from 'fastify'

const staysGoodForDays = 90

/** An address of mail, or one that begins with mailto:, https: or tel:, as RFC 9116 has it; null where it is none. */
export function contactOf(text: string): string | null {
  const address = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text) ? `mailto:${text}` : text
  const isMeant = /^(mailto:|https:\/\/|tel:)\S+$/i.test(address) && URL.canParse(address)
  return isMeant ? address : null
}

export function serveSecurityTxt(
  app: FastifyInstance,
  { contact, baseUrl, languages }: { contact: string; baseUrl: string; languages: string[] },
): void {
  const path = '/.well-known/security.txt'
  app.get(path, (_request, reply) => {
    const until = new Date(Date.now() + staysGoodForDays * 86_400_000)
    until.setUTCHours(0, 0, 0, 0)
    const lines = [
      `Contact: ${contact}`,
      `Expires: ${until.toISOString()}`,
      `Preferred-Languages: ${languages.join(', ')}`,
      // Only what comes encrypted can be trusted.
      ...(baseUrl.startsWith('https:') ? [`Canonical: ${baseUrl}${path}`] : []),
    ]
    return reply.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`)
  })
}
