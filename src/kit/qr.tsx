// A QR code as one SVG path; the encoder is fetched only where a code is shown.
import { useEffect, useState } from 'react'

/** One path over the dark squares of a matrix; a square is 1 × 1. */
function pathOf(size: number, isDark: (row: number, column: number) => boolean): string {
  let path = ''
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      if (!isDark(row, column)) continue
      let end = column
      while (end + 1 < size && isDark(row, end + 1)) end++
      path += `M${column} ${row}h${end - column + 1}v1h-${end - column + 1}z`
      column = end
    }
  return path
}

/** Always dark on white with its quiet zone, whatever the page's colours: cameras need it so. */
export function QR({ text, label, size = 168 }: { text: string; label: string; size?: number }) {
  const [drawn, setDrawn] = useState<{ size: number; path: string } | null>(null)
  useEffect(() => {
    let isWanted = true
    import('qrcode').then((encoder) => {
      const { modules } = encoder.create(text, { errorCorrectionLevel: 'M' })
      const path = pathOf(modules.size, (row, column) => modules.get(row, column) === 1)
      if (isWanted) setDrawn({ size: modules.size, path })
    })
    return () => {
      isWanted = false
    }
  }, [text])
  return (
    <span className='qr' style={{ width: size, height: size }}>
      {drawn && (
        <svg
          role='img'
          aria-label={label}
          viewBox={`-4 -4 ${drawn.size + 8} ${drawn.size + 8}`}
          shapeRendering='crispEdges'
        >
          <path d={drawn.path} />
        </svg>
      )}
    </span>
  )
}
