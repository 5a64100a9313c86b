// What is used of the Frictionless library, which tells no types of its own.
declare module 'datapackage' {
  export class Package {
    static load(descriptor: string): Promise<Package>
    valid: boolean
    errors: Error[]
    resources: Resource[]
  }
  export type Resource = {
    name: string
    valid: boolean
    errors: Error[]
    descriptor: { rows: number }
    /** Every row, each cell as its type; throws with all that is wrong, relations to other tables included. */
    read(options: { keyed: true; relations: true }): Promise<Record<string, unknown>[]>
  }
}
