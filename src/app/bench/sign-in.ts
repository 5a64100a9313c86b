// Signing in by password: nearly all of it is the password's hash, which is slow on purpose.
import { hash, verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import { type Bench, type Figure, figure, quantile, times } from './figure.ts'
import { send } from './traffic.ts'

const login = 'xuchang-officer'
const password = 'a password for the bench'

export async function signIn(bench: Bench): Promise<Figure[]> {
  bench.tell('signing in')
  const stored = await hash(password)
  await sql`update access.account set password_hash = ${stored} where login = ${login}`.execute(
    bench.database.kysely,
  )
  const body = { login, password }
  const taken = await times(20, () => send(bench, '/api/sign-in', { method: 'POST', body }))
  const bare = await times(20, () => verify(stored, password))
  const ratio = quantile(taken, 0.5) / quantile(bare, 0.5)
  return [
    figure('sign in, median', quantile(taken, 0.5), 'ms', {
      yardstick: 'checking the hash alone',
      ratio,
    }),
  ]
}
