// What the bundler provides, told to the compiler.
/// <reference types="vite/client" />
declare module 'virtual:words' {
  export const languages: Record<string, import('../base/words.ts').Language>
}
