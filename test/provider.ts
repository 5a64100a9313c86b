// A real OpenID Connect provider on this machine, with people of its own: for the tests of signing in by one.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export type Elsewhere = { issuer: string; close(): Promise<void> }

/** Sign-in name there → the e-mail, and whether the provider has verified it. */
export const peopleElsewhere: Record<string, { email: string; email_verified: boolean }> = {
  wang: { email: 'wang.min@coop.example', email_verified: true },
  unverified: { email: 'li.hua@coop.example', email_verified: false },
  stranger: { email: 'stranger@coop.example', email_verified: true },
}

export const client = { clientId: 'hezuo', clientSecret: 'a secret that only this test knows' }

/** Opens the provider on a free port for a Hezuo at `baseUrl`. */
export async function openElsewhere(baseUrl: string): Promise<Elsewhere> {
  const listening: Server = createServer()
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [`${baseUrl}/sign-in/provider`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    cookies: { keys: ['a key of the test'] },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => Promise.resolve({ sub: id, ...peopleElsewhere[id] }),
    }),
  })
  // It warns that it is set up for trying out, which is what is meant.
  listening.on('request', provider.callback())
  return {
    issuer,
    close: () =>
      new Promise<void>((done) => {
        listening.closeAllConnections()
        listening.close(() => done())
      }),
  }
}
