// What the roll-up is to the whole house.
import type { Room } from '../access/context.ts'
import * as calls from './contract.ts'
import { routes } from './routes.ts'

export const rollUp: Room = {
  name: 'roll-up',
  about: 'Plans and reports read together: totals by place and period, their coverage, and the rows behind.',
  contracts: { rollUp: calls },
  routes,
}
