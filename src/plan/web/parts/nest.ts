// How a period is named in a list in which parts stand behind what they are parts of.

/** Indented with a sign that choices of a browser keep. */
export const indented = (name: string, depth: number): string => `${'\u2003'.repeat(depth)}${name}`
