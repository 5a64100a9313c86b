// All screens and what the rail shows of them, as the rooms say it.
import type { Screen, Stage } from '../../kit/screen.ts'

type OfRoom = { screens: Screen[]; stage?: Stage }
const ofRooms = import.meta.glob<OfRoom>('../../*/web/screens.ts', { eager: true })

/** `room` is the folder that the screen is from: its styles hold only under the class `room-<room>`. */
export type Placed = Screen & { room: string }

export const screens: Placed[] = Object.entries(ofRooms).flatMap(([path, { screens }]) =>
  screens.map((screen) => ({ ...screen, room: path.split('/')[2] })),
)

/** Where the rail leads for an area; undefined where no screen says so. */
export const entranceOf = (area: string): string | undefined =>
  screens.find((screen) => screen.area === area && screen.entrance)?.path

const stagesOf = Object.values(ofRooms).flatMap(({ stage }) => stage ?? [])
const inPart = (part: Stage['part']): Stage[] =>
  stagesOf.filter((stage) => stage.part === part).sort((a, b) => a.at - b.at)

/** The stages of the loop, and what stands over them. */
export const stages = inPart('loop')
export const overall = inPart('over')
