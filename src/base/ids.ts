// Ids are made where the record is made (UUIDv7), so that a device can name a thing before the server has seen it.
import { v7 } from 'uuid'

/** A new UUIDv7, lower case. */
export const newId = (): string => v7()
