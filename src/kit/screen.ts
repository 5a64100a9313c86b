// What a room hands to the shell: addresses and the components behind them, fetched when first opened.
import type { FunctionComponent } from 'react'

export type Screen = {
  /** '/classes/:classId'; the component gets its params as props. */
  path: string
  load: () => Promise<FunctionComponent<never>>
  /**
   * The paragraph of the guide that tells of it, in every language under the same name; ':tab' is filled from the
   * address. The chapter of its area where nothing nearer is written.
   */
  guide?: string
  /** The part of the rail that it belongs to, and whether the rail leads to it. */
  area: string
  entrance?: boolean
  /** May be seen without signing in. */
  open?: boolean
  /** Drawn without the rail: sign-in, papers. */
  bare?: boolean
}

/** What the rail shows of an area: first the stages of the loop in their order, then what stands over them. */
export type Stage = { area: string; part: 'loop' | 'over'; at: number; ch: string; title: string }

/** Screens of one area, by the name that the rail knows it by. */
export const inArea = (area: string, screens: Omit<Screen, 'area'>[]): Screen[] =>
  screens.map((screen) => ({ ...screen, area }))

/** Where the guide tells of a screen. */
export const guideOf = ({ guide, area }: Screen, params: Record<string, string | undefined>): string =>
  (guide ?? area).replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
