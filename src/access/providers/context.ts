// The provider of accounts elsewhere, spoken to by OpenID Connect: authorization code with PKCE, state and nonce.
import type { Configuration } from 'openid-client'
import { Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { StartRefusal, said } from '../../platform/embedded/refusal.ts'
import type { Challenges } from '../passkeys/challenges.ts'

export type ProviderSettings = { issuer: string; clientId: string; clientSecret: string; name: string }

/** Who arrived. The e-mail only where the provider has verified it. */
export type Arrival = { issuer: string; subject: string; email: string | null }

export type Provider = {
  name: string
  begin(): Promise<{ address: string } & Pick<Challenges['provider'], 'state' | 'nonce' | 'verifier'>>
  /** `query` is what the provider sent the browser back with; anything that does not fit is refused. */
  finish(query: string, kept: Challenges['provider']): Promise<Arrival>
}

/**
 * The settings as the environment gives them; null where none are given. Half of them is a mistake worth stopping for.
 */
export function providerSettings(env: NodeJS.ProcessEnv): ProviderSettings | null {
  const { HEZUO_OIDC_ISSUER: issuer, HEZUO_OIDC_CLIENT_ID: clientId } = env
  const { HEZUO_OIDC_CLIENT_SECRET: clientSecret, HEZUO_OIDC_NAME: name } = env
  if (!issuer && !clientId && !clientSecret) return null
  if (!issuer || !clientId || !clientSecret)
    throw new StartRefusal(
      said(
        'Sign-in by OpenID Connect needs HEZUO_OIDC_ISSUER, HEZUO_OIDC_CLIENT_ID and HEZUO_OIDC_CLIENT_SECRET together.',
      ),
    )
  return { issuer, clientId, clientSecret, name: name || new URL(issuer).host }
}

/** Loaded where accounts elsewhere are used. */
const openid = () => import('openid-client')

export function openProvider(settings: ProviderSettings, baseUrl: string): Provider {
  const back = `${baseUrl}/sign-in/provider`
  let known: Promise<Configuration> | null = null
  // Asked for when first needed and again after a failure: Hezuo starts although the provider is down.
  const discovered = () => {
    known ??= discover(settings).catch((error: unknown) => {
      known = null
      throw new Problem('unavailable', {
        text: msg('{name} cannot be reached just now. Another way in still works.'),
        params: { name: settings.name },
        cause: error,
      })
    })
    return known
  }
  return {
    name: settings.name,
    async begin() {
      const client = await openid()
      const config = await discovered()
      const [state, nonce, verifier] = [
        client.randomState(),
        client.randomNonce(),
        client.randomPKCECodeVerifier(),
      ]
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: back,
        scope: 'openid email',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      return { address: address.href, state, nonce, verifier }
    },
    async finish(query, kept) {
      const client = await openid()
      const config = await discovered()
      try {
        const tokens = await client.authorizationCodeGrant(config, new URL(`${back}?${query}`), {
          pkceCodeVerifier: kept.verifier,
          expectedState: kept.state,
          expectedNonce: kept.nonce,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (!claims) throw new Error('there is no ID token')
        const told =
          claims.email === undefined && config.serverMetadata().userinfo_endpoint
            ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
            : claims
        const isVerified = told.email_verified === true && typeof told.email === 'string'
        return {
          issuer: claims.iss,
          subject: claims.sub,
          email: isVerified ? String(told.email).toLowerCase() : null,
        }
      } catch (error) {
        throw new Problem('invalid', {
          text: msg('{name} did not confirm who you are. Please begin again.'),
          params: { name: settings.name },
          cause: error,
        })
      }
    },
  }
}

async function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<Configuration> {
  const client = await openid()
  const server = new URL(issuer)
  // Without encryption only on this machine, for trying it out.
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(server.hostname)
  return client.discovery(server, clientId, undefined, client.ClientSecretBasic(clientSecret), {
    execute: isHere ? [client.allowInsecureRequests] : [],
    timeout: 10,
  })
}
