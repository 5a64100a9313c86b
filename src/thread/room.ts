// What the thread is to the whole house.
import type { Room } from '../access/context.ts'
import { routes } from './routes.ts'

export const thread: Room = {
  name: 'thread',
  routes,
}
