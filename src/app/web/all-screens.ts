// All screens, as the rooms say them.
import type { Screen } from '../../kit/screen.ts'

const ofRooms = import.meta.glob<Screen[]>('../../*/web/screens.ts', { eager: true, import: 'screens' })

export const screens: Screen[] = Object.values(ofRooms).flat()

/** Where the rail leads for an area; undefined where no screen says so. */
export const entranceOf = (area: string): string | undefined =>
  screens.find((screen) => screen.area === area && screen.entrance)?.path
