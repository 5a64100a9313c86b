// The front door of what comes in and goes out.
import type { Serve } from '../access/context.ts'
import { serveWebhooks } from './webhooks/routes.ts'

export function routes(serve: Serve): void {
  serveWebhooks(serve)
}
