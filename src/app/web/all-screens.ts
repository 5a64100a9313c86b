// All screens, as the rooms say them.
import type { Screen } from '../../kit/screen.ts'

const ofRooms = import.meta.glob<Screen[]>('../../*/web/screens.ts', { eager: true, import: 'screens' })

/** `room` is the folder that the screen is from: its styles hold only under the class `room-<room>`. */
export type Placed = Screen & { room: string }

export const screens: Placed[] = Object.entries(ofRooms).flatMap(([path, screens]) =>
  screens.map((screen) => ({ ...screen, room: path.split('/')[2] })),
)

/** Where the rail leads for an area; undefined where no screen says so. */
export const entranceOf = (area: string): string | undefined =>
  screens.find((screen) => screen.area === area && screen.entrance)?.path
