// What every room's functions are given: the kernel's context with our actor. A door of access beside the usual ones.
import type { Context as KernelContext, Serve as KernelServe } from '../platform/http.ts'
import type { ImportKind as PlatformImportKind } from '../platform/imports.ts'
import type { Room as PlatformRoom, Sample as PlatformSample } from '../platform/room.ts'
import type { spanNames } from './retention/contract.ts'
import type { Actor, Verb } from './rules.ts'

/** `actor` is null only in calls that are open to anyone; those use `OpenContext`. */
export type Context = KernelContext<Actor>
export type OpenContext = KernelContext<Actor | null>
export type Serve = KernelServe<Actor>
export type OpenServe = KernelServe<Actor | null>
export type Room = PlatformRoom<Actor, Verb, (typeof spanNames)[number]>
export type Sample = PlatformSample<Actor>
export type ImportKind<Entry = unknown> = PlatformImportKind<Actor, Verb, Entry>
