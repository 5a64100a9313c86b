// What the thread is to the whole house.
import type { Room } from '../access/context.ts'
import * as calls from './contract.ts'
import { routes } from './routes.ts'

export const thread: Room = {
  name: 'thread',
  about: 'The links between clauses, cases, cards, plan lines and reports, walked.',
  contracts: { thread: calls },
  routes,
}
