// The parts of the dictionary come without types; only that they are brought in matters.
declare module 'pinyin-pro/dist/esm/*'
