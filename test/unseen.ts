/** Signs that no font draws, each of another block of letters, marks or controls. */
export const unseenSigns: readonly string[] = [
  ...'\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u200b\u200c\u200d\u200e\u2060\u2064\u206a\u3164',
  ...'\ufe00\ufe0f\ufeff\uffa0\u{1d173}\u{e0001}\u{e0041}\u{e0100}\u{e01ef}',
]
