// One entry of a pack beside the office's own, field by field. Pure.

/** A field of an entry that differs: where it stands in it, what we say and what they say; null where nothing is. */
export type Field = { path: string; ours: string | null; theirs: string | null }

// Steps of cases, where a card is from and whether a programme is history are a sample's, not words: they do not make
// an entry another one.
export const besideWords = ['step', 'origin', 'historical']

/** Every field that says something; what is blank, unset or not so says nothing. */
function leavesOf(value: unknown, path: string, found: Map<string, string>): Map<string, string> {
  if (value === null || value === undefined || value === '' || value === false) return found
  if (typeof value !== 'object') return found.set(path, String(value))
  for (const [key, inner] of Object.entries(value))
    if (!besideWords.includes(key)) leavesOf(inner, path ? `${path}/${key}` : key, found)
  return found
}

/** Where the two differ, and in how many fields they are the same. */
export function compare(ours: unknown, theirs: unknown): { fields: Field[]; same: number } {
  const [own, other] = [leavesOf(ours, '', new Map()), leavesOf(theirs, '', new Map())]
  const paths = [...new Set([...other.keys(), ...own.keys()])]
  const fields = paths
    .filter((path) => own.get(path) !== other.get(path))
    .map((path) => ({ path, ours: own.get(path) ?? null, theirs: other.get(path) ?? null }))
  return { fields, same: paths.length - fields.length }
}
