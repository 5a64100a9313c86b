// The front door of what comes in and goes out. What there is to bring in, to take out and to be told of is the rooms'
// own matter, and is given to it.
import type { Serve } from '../access/context.ts'
import type { ExportTable } from '../platform/exports.ts'
import type { Naming } from '../platform/naming.ts'
import { serveExports } from './export/routes.ts'
import type { Kinds } from './import/queries.ts'
import { serveImports } from './import/routes.ts'
import type { Told } from './webhooks/queries.ts'
import { serveWebhooks } from './webhooks/routes.ts'

type OfRooms = { exports: readonly ExportTable[]; imports: Kinds; told: Told; naming: readonly Naming[] }

export const exchangeRoutes =
  ({ exports, imports, told, naming }: OfRooms) =>
  (serve: Serve) => {
    serveImports(serve, { imports, exports, naming })
    serveExports(serve, exports)
    serveWebhooks(serve, told)
  }
