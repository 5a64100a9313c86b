// What the bundler provides, told to the compiler.
/// <reference types="vite/client" />
declare module 'virtual:words' {
  export const catalogues: Record<string, () => Promise<{ catalogue: import('../base/words.ts').Catalogue }>>
}
