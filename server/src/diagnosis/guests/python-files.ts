/** Paths that tools for Python look at. */
export const pythonFiles = /\.pyi?$/i
