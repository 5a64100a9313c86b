// The address as people reach this instance, without a slash at the end.

export const usualPort = 4754

export const baseUrlOf = (port: number | string = process.env.PORT || usualPort): string =>
  (process.env.HEZUO_BASE_URL || `http://localhost:${port}`).replace(/\/+$/, '')
