// What the roll-up is to the whole house.
import type { Room } from '../access/context.ts'
import { routes } from './routes.ts'

export const rollUp: Room = {
  name: 'roll-up',
  routes,
}
