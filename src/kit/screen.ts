// What a room hands to the shell: addresses and the components behind them, fetched when first opened.
import type { FunctionComponent } from 'react'

export type Screen = {
  /** '/classes/:classId'; the component gets its params as props. */
  path: string
  load: () => Promise<FunctionComponent<never>>
  /** May be seen without signing in. */
  open?: boolean
  /** Drawn without the rail: sign-in, papers. */
  bare?: boolean
}
